import type { Redis } from 'ioredis'
import type { AlgorithmReply } from '../../limiter/algorithms/algorithm.ts'
import { luaByName, toDecision } from '../../limiter/algorithms/algorithm-script.ts'
import { algorithmNames } from '../../limiter/algorithms/algorithms.ts'
import type { Decision } from '../../limiter/decision.ts'
import { createScript } from '../../limiter/script.ts'
import type { AlgorithmId } from './contract.ts'

/** `atUs`: when Valkey decided, on its own clock, in microseconds since 1970. */
export type TimedDecision = Decision & { atUs: number }

export type Contestant = {
  algorithm: AlgorithmId
  key: string
  decide(): Promise<TimedDecision>
}

/**
 * All five algorithms, each on a key of its own. They are the scripts that rateLimit() puts several policies together
 * from, because those tell when they decided; the fixed window among them admits exactly what fixed-window.lua admits.
 */
export function createContestants({
  valkey,
  keyOf,
  limit,
  windowSeconds,
}: {
  valkey: Redis
  keyOf: (algorithm: AlgorithmId) => string
  limit: number
  windowSeconds: number
}): Contestant[] {
  return algorithmNames.map((algorithm) => {
    const run = createScript(valkey, luaByName[algorithm])
    const key = keyOf(algorithm)
    return {
      algorithm,
      key,
      async decide() {
        const reply = (await run([key], [limit, windowSeconds * 1000])) as AlgorithmReply
        return { ...toDecision(reply, limit), atUs: reply[4] }
      },
    }
  })
}
