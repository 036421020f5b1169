import type { Redis } from 'ioredis'

/** Whether Valkey still has the keys is asked at most so often: a client that goes on is refused from memory. */
const askAgainMs = 1000

export type KeyQuota = {
  /** True when `key` is known or there is room for it. Errors of Valkey go to `onError`; then nothing is forgotten. */
  admit(key: string): Promise<boolean>
}

/**
 * Bounds how many keys a lab can make: `most`. When they are all taken Valkey is asked which of them are still there,
 * in one pipeline, and the others are forgotten. The keys of one lab share a cluster slot, so one node knows them all.
 */
export function createKeyQuota({
  valkey,
  most = 1000,
  onError,
}: {
  valkey: Redis
  most?: number
  onError: (error: unknown) => void
}): KeyQuota {
  const known = new Set<string>()
  let askedAt = Number.NEGATIVE_INFINITY
  let asking = Promise.resolve()

  async function forgetEnded(): Promise<void> {
    const keys = [...known]
    const pipeline = valkey.pipeline()
    for (const key of keys) pipeline.exists(key)
    try {
      const replies = (await pipeline.exec()) ?? []
      for (const [i, [error, there]] of replies.entries()) {
        if (error) throw error
        if (there === 0) known.delete(keys[i] ?? '')
      }
    } catch (error) {
      onError(error)
    }
  }

  return {
    async admit(key) {
      if (known.has(key)) return true
      if (known.size >= most) {
        if (performance.now() - askedAt >= askAgainMs) {
          askedAt = performance.now()
          asking = forgetEnded()
        }
        await asking
      }
      if (known.size >= most) return false
      known.add(key)
      return true
    },
  }
}
