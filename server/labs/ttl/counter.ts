import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { createScript } from '../../limiter/script.ts'
import type { TtlReading } from './contract.ts'

export type Counter = {
  key: string
  /** One request: one call of the script. `window` goes to EXPIRE as it is. */
  request(window: string): Promise<Answer>
  /** Any command on the key, and what it left there. */
  command(name: string, ...args: string[]): Promise<Answer & { command: string }>
}

type Answer = Omit<TtlReading, 'atMs'> & { error?: string }

/** One counter, counted by the script in `file`. Rejects when Valkey cannot answer; what it refuses is a value. */
export function createCounter({
  valkey,
  key,
  file,
}: {
  valkey: Redis
  key: string
  file: URL
}): Counter {
  const run = createScript(valkey, readFileSync(file, 'utf8'))

  async function held(): Promise<Answer> {
    const [count, ttlMs] = await Promise.all([valkey.get(key), valkey.pttl(key)])
    return { count: Number(count), ttlMs }
  }

  return {
    key,
    async request(window) {
      try {
        const [count, ttlMs] = (await run([key], [window])) as [number, number]
        return { count, ttlMs }
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ReplyError')) throw error
        // Lua does not roll back: what the script did before its error has happened.
        return { ...(await held()), error: error.message.replace(/ script: .*$/, '') }
      }
    },
    async command(name, ...args) {
      await valkey.call(name, key, ...args)
      return { command: [name, key, ...args].join(' '), ...(await held()) }
    },
  }
}
