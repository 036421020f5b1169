// The algorithms by name. To add one, give it a folder here and a line below.
import type { Algorithm } from './algorithm.ts'
import { fixedWindow } from './fixed-window/fixed-window-policy.ts'
import { gcra } from './gcra/gcra.ts'
import { slidingWindowCounter } from './sliding-window-counter/sliding-window-counter.ts'
import { slidingWindowLog } from './sliding-window-log/sliding-window-log.ts'
import { tokenBucket } from './token-bucket/token-bucket.ts'

const registry = {
  'fixed-window': fixedWindow,
  'sliding-window-log': slidingWindowLog,
  'sliding-window-counter': slidingWindowCounter,
  'token-bucket': tokenBucket,
  gcra,
}

export type AlgorithmName = keyof typeof registry

/** What each algorithm keeps in its key. */
export type HeldNumbers = {
  [Name in AlgorithmName]: (typeof registry)[Name] extends Algorithm<infer Numbers>
    ? Numbers
    : never
}

/** In the order in which people read of them. */
export const algorithmNames = Object.keys(registry) as AlgorithmName[]

export const algorithms: Record<AlgorithmName, Algorithm> = registry

/** The name at the beginning of a line: "Token bucket". */
export function algorithmTitle(name: AlgorithmName): string {
  const { title } = algorithms[name]
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** Says why an algorithm cannot keep to a policy; undefined when it can. */
export function policyFault(
  name: AlgorithmName,
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
): string | undefined {
  const { mostLimit, mostPerSecond, title } = algorithms[name]
  if (mostLimit !== undefined && limit > mostLimit) {
    return `limit must be at most ${mostLimit} for the ${title}, which stores every request, got ${limit}; gcra keeps one number per key for any limit`
  }
  if (mostPerSecond !== undefined && limit / windowSeconds > mostPerSecond) {
    return `limit must be at most ${mostPerSecond * windowSeconds} per ${windowSeconds} s for the ${title}, which counts in whole microseconds, got ${limit}; fixed-window takes any limit`
  }
  return undefined
}
