import type { Redis } from 'ioredis'
import type { AlgorithmReply } from '../algorithms/algorithm.ts'
import { luaByName, toDecision } from '../algorithms/algorithm-script.ts'
import { type AlgorithmName, algorithms } from '../algorithms/algorithms.ts'
import { createDropForeign, isForeign, type OnReplaced } from '../algorithms/foreign-key.ts'
import type { Decision } from '../decision.ts'
import { readLua } from '../read-lua.ts'
import { createScript, type TraceNotes } from '../script.ts'

const frame = readLua('counting/several-policies.lua')
const placeholder = /^ *-- Each algorithm's own script.*$/m

/**
 * Several policies in one script call: the request takes from all of them or from none.
 * The returned function takes one key per policy, in the order of `policies`, and gives one decision for each. On a
 * cluster the keys must lie in one hash slot. It rejects with ioredis' error when Valkey cannot answer. Keys of
 * another type are deleted first: the look has found them before anything was taken.
 */
export function createSeveralPolicies({
  valkey,
  policies,
  onReplaced,
}: {
  valkey: Redis
  policies: { algorithm: AlgorithmName; limit: number; windowSeconds: number }[]
  onReplaced?: OnReplaced | undefined
}): (keys: string[], notes?: TraceNotes) => Promise<Decision[]> {
  const names = [...new Set(policies.map(({ algorithm }) => algorithm))]
  const run = createScript(valkey, severalPoliciesLua(names), 'several-policies.lua')
  const dropForeign = createDropForeign(valkey, onReplaced)
  const args = policies.flatMap(({ algorithm, limit, windowSeconds }) => [
    names.indexOf(algorithm) + 1,
    limit,
    windowSeconds * 1000,
  ])
  return async function decideAll(keys, notes) {
    const replies = (await run(keys, args, notes).catch(async (error) => {
      if (!isForeign(error)) throw error
      for (const [i, key] of keys.entries()) {
        const { algorithm } = policies[i] ?? {}
        if (algorithm) await dropForeign(key, algorithms[algorithm].keyType)
      }
      return run(keys, args, notes)
    })) as AlgorithmReply[]
    for (const [i, reply] of replies.entries()) if (reply[5] === 1) onReplaced?.(keys[i] ?? '')
    return replies.map((reply, i) => toDecision(reply, policies[i]?.limit ?? 0))
  }
}

/** The scripts that a single policy runs, unchanged, each as the body of a function. */
function severalPoliciesLua(names: AlgorithmName[]): string {
  const functions = names.map((name) => `function(KEYS, ARGV)\n${luaByName[name]}\nend,`)
  return frame.replace(placeholder, () => functions.join('\n'))
}
