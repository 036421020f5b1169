// The three ways to count that race: two naive ones, and the script that the limiter runs.
import type { Redis } from 'ioredis'
import { createFixedWindow } from '../../limiter/algorithms/fixed-window/fixed-window.ts'
import type { RaceVersion } from './contract.ts'
import { getThenSet } from './get-then-set.ts'
import { incrThenExpire } from './incr-then-expire.ts'

export type Increment = (valkey: Redis, key: string, windowSeconds: number) => Promise<number>

export type Version = {
  increment: Increment
  /** Whether the reply to a client's first command shows that it arrived first. Only the crash of that client does harm. */
  arrivedFirst(reply: unknown): boolean
}

/** The limiter's own script, fixed-window.lua, as one call. */
async function byScript(valkey: Redis, key: string, windowSeconds: number): Promise<number> {
  return (await createFixedWindow({ valkey, windowSeconds })(key)).count
}

export const versions: Record<RaceVersion, Version> = {
  'get-then-set': { increment: getThenSet, arrivedFirst: (reply) => reply === null },
  'incr-then-expire': { increment: incrThenExpire, arrivedFirst: (reply) => reply === 1 },
  script: {
    increment: byScript,
    arrivedFirst: (reply) => Array.isArray(reply) && reply[0] === 1,
  },
}
