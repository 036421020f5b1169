import type { Redis } from 'ioredis'

/** Whether Valkey still has the keys is asked at most so often: a client that goes on is refused from memory. */
const askAgainMs = 1000

export type KeyQuota = {
  /** True when `key` is known or there is room for it. Errors of Valkey go to `onError`; then nothing is forgotten. */
  admit(key: string): Promise<boolean>
  /** The request that was admitted for `key` has its answer: Valkey has counted it, or never will. */
  answered(key: string): void
}

/**
 * Bounds how many keys a keyspace can make: `most`. When they are all taken Valkey is asked which of them are still there,
 * in one pipeline, and the others are forgotten. The keys of one keyspace share a cluster slot, so one node knows them all.
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
  /** A key with requests on their way may not be in Valkey yet: that it is missing there does not say that it ended. */
  const known = new Map<string, { onTheirWay: number; admittedAt: number }>()
  let askedAt = Number.NEGATIVE_INFINITY
  let asking = Promise.resolve()

  async function forgetEnded(): Promise<void> {
    const now = performance.now()
    const keys = [...known].filter(([, { onTheirWay }]) => onTheirWay === 0).map(([key]) => key)
    const pipeline = valkey.pipeline()
    for (const key of keys) pipeline.exists(key)
    try {
      const replies = (await pipeline.exec()) ?? []
      for (const [i, [error, there]] of replies.entries()) {
        if (error) throw error
        const key = keys[i] ?? ''
        if (there === 0 && (known.get(key)?.admittedAt ?? now) < now) known.delete(key)
      }
    } catch (error) {
      onError(error)
    }
  }

  return {
    async admit(key) {
      if (!known.has(key) && known.size >= most) {
        if (performance.now() - askedAt >= askAgainMs) {
          askedAt = performance.now()
          asking = forgetEnded()
        }
        await asking
      }
      if (!known.has(key) && known.size >= most) return false
      const { onTheirWay } = known.get(key) ?? { onTheirWay: 0 }
      known.set(key, { onTheirWay: onTheirWay + 1, admittedAt: performance.now() })
      return true
    },
    answered(key) {
      const entry = known.get(key)
      if (entry) entry.onTheirWay -= 1
    },
  }
}
