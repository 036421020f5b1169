// From a script call and its reply to the lines of the scripts that ran: nothing is run again and nothing is asked.
import type { AlgorithmReply, Branches } from '../limiter/algorithms/algorithm.ts'
import { type AlgorithmName, algorithmNames, algorithms } from '../limiter/algorithms/algorithms.ts'
import type { ScriptCall } from '../limiter/script.ts'
import type { LimiterTrace } from '../limiter/tracing.ts'
import type { ScriptRun } from './contract.ts'
import { type LimiterScript, openScript } from './limiter-scripts.ts'

export type Traced = Pick<LimiterTrace, 'policies'> & {
  [Part in 'call' | 'decisions']?: LimiterTrace[Part] | undefined
}

/**
 * The returned function gives the scripts that ran for a traced request, none when Valkey did not answer. Tell it every
 * trace in order: what one reply leaves open may be decided by the key's previous one.
 */
export function createLinesThatRan(): (traced: Traced) => ScriptRun[] {
  const alone = new Map(algorithmNames.map((name) => [name, algorithms[name].followAlone?.()]))

  return function linesThatRan({ policies, call, decisions }) {
    if (!call) return []
    const [policy] = policies
    if (!policy || policies.length > 1) return severalRan(policies, call)
    const follow = alone.get(policy.algorithm)
    if (follow) {
      const { script, branches, happened } = follow(call, decisions?.[0]?.count)
      return [openScript(`algorithms/${script}`).run(branches, happened)]
    }
    const reply = call.reply as AlgorithmReply
    const happened = reply[0] === 1 ? 'took' : 'refused'
    return [scriptOf(policy.algorithm).run(branchesOf(policy, reply, true), happened)]
  }
}

/** A look at every policy, and when all of them allow it, the taking: each script ran once or twice. */
function severalRan(policies: Traced['policies'], call: ScriptCall): ScriptRun[] {
  const replies = call.reply as AlgorithmReply[]
  const allAllow = replies.every(([allowed]) => allowed === 1)
  const frame = { 'each policy': [0], 'all allow': allAllow ? [0] : [1] }
  const scripts = policies.map((policy, i) => {
    const reply = replies[i] ?? [0, 0, 0, 0, 0]
    const script = scriptOf(policy.algorithm)
    const branches = branchesOf(policy, reply, allAllow)
    const run = allAllow
      ? script.run([lookBefore(policy.algorithm, branches), branches], 'took')
      : script.run(branches, reply[0] === 1 ? 'looked' : 'refused')
    return { ...run, policy: policy.name }
  })
  const together = openScript('counting/several-policies.lua')
  return [together.run(frame, allAllow ? 'took' : 'refused'), ...scripts]
}

function scriptOf(name: AlgorithmName): LimiterScript {
  return openScript(`algorithms/${algorithms[name].script}`)
}

function branchesOf(
  { algorithm, limit, windowSeconds }: Traced['policies'][number],
  reply: AlgorithmReply,
  takes: boolean,
): Branches {
  return algorithms[algorithm].branchesOf({ reply, limit, windowMs: windowSeconds * 1000, takes })
}

/** The look has no reply left, but time stands still in a script: it went as the taking did, up to the taking itself. */
function lookBefore(name: AlgorithmName, taking: Branches): Branches {
  const notEntered = algorithms[name].takingBranches.map((branch) => [branch, [1]])
  return { ...taking, ...Object.fromEntries(notEntered) }
}
