// The algorithms by name. To add one: its script, its factory, its name and a line in each of the two tables.
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Decide } from '../decision.ts'
import { createGcra, gcraLua } from './gcra.ts'
import { createSlidingWindowCounter, slidingWindowCounterLua } from './sliding-window-counter.ts'
import { createSlidingWindowLog, slidingWindowLogLua } from './sliding-window-log.ts'
import { createTokenBucket, tokenBucketLua } from './token-bucket.ts'

export type AlgorithmName =
  | 'fixed-window'
  | 'sliding-window-log'
  | 'sliding-window-counter'
  | 'token-bucket'
  | 'gcra'

type CreateDecide = (options: { valkey: Redis; limit: number; windowSeconds: number }) => Decide

/** Each algorithm but the fixed window, which alone counts refused requests too and has its own path (counting.ts). */
export const createAlgorithmByName: Record<Exclude<AlgorithmName, 'fixed-window'>, CreateDecide> = {
  'sliding-window-log': createSlidingWindowLog,
  'sliding-window-counter': createSlidingWindowCounter,
  'token-bucket': createTokenBucket,
  gcra: createGcra,
}

/** The scripts that several policies are put together from: KEYS[1], ARGV limit, windowMs and 'peek'. */
export const luaByName: Record<AlgorithmName, string> = {
  'fixed-window': readFileSync(
    new URL('../counting/fixed-window-policy.lua', import.meta.url),
    'utf8',
  ),
  'sliding-window-log': slidingWindowLogLua,
  'sliding-window-counter': slidingWindowCounterLua,
  'token-bucket': tokenBucketLua,
  gcra: gcraLua,
}
