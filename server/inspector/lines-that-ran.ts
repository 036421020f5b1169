// From a script call and its reply to the lines of the scripts that ran: nothing is run again and nothing is asked.
import type { AlgorithmReply } from '../limiter/algorithms/algorithm-script.ts'
import type { LimiterTrace, ScriptCall } from '../limiter/tracing.ts'
import { wentByAlgorithm } from './algorithm-went.ts'
import type { ScriptRun, WhatHappened } from './contract.ts'
import { createFixedWindowRan } from './fixed-window-ran.ts'
import { scriptByAlgorithm, severalPolicies } from './limiter-scripts.ts'
import type { Went } from './script-lines.ts'

export type Traced = Pick<LimiterTrace, 'policies'> & {
  [Part in 'call' | 'decisions']?: LimiterTrace[Part] | undefined
}

/**
 * The returned function gives the scripts that ran for a traced request, none when Valkey did not answer. Tell it every
 * trace in order: what a fixed window's reply leaves open is decided by the key's previous one.
 */
export function createLinesThatRan(): (traced: Traced) => ScriptRun[] {
  const fixedWindowRan = createFixedWindowRan()

  return function linesThatRan({ policies, call, decisions }) {
    if (!call) return []
    const [policy] = policies
    if (!policy || policies.length > 1) return severalRan(policies, call)
    if (policy.algorithm === 'fixed-window') return [fixedWindowRan(call, decisions?.[0]?.count)]
    const reply = call.reply as AlgorithmReply
    return [scriptByAlgorithm[policy.algorithm].run(wentOf(policy, reply, true), tookOrNot(reply))]
  }
}

/** A look at every policy, and when all of them allow it, the taking: each script ran once or twice. */
function severalRan(policies: Traced['policies'], call: ScriptCall): ScriptRun[] {
  const replies = call.reply as AlgorithmReply[]
  const allAllow = replies.every(([allowed]) => allowed === 1)
  const frame: Went = {
    'for i = 1, #KEYS do': [0],
    'if allAllow then': allAllow ? [0] : [1],
  }
  const scripts = policies.map((policy, i) => {
    const reply = replies[i] ?? [0, 0, 0, 0, 0]
    const script = scriptByAlgorithm[policy.algorithm]
    const went = wentOf(policy, reply, allAllow)
    const run = allAllow
      ? script.run([lookBefore(went), went], 'took')
      : script.run(went, reply[0] === 1 ? 'looked' : 'refused')
    return { ...run, policy: policy.name }
  })
  return [severalPolicies.run(frame, allAllow ? 'took' : 'refused'), ...scripts]
}

function wentOf(policy: Traced['policies'][number], reply: AlgorithmReply, takes: boolean): Went {
  const { algorithm, limit, windowSeconds } = policy
  return wentByAlgorithm[algorithm]({ reply, limit, windowMs: windowSeconds * 1000, takes })
}

/** The look has no reply left, but time stands still in a script: it went as the taking did, up to the taking itself. */
function lookBefore(taking: Went): Went {
  const ways = Object.entries(taking).map(([opening, way]) => [
    opening,
    /taken|'peek'/.test(opening) ? [1] : way,
  ])
  return Object.fromEntries(ways)
}

function tookOrNot([allowed]: AlgorithmReply): WhatHappened {
  return allowed === 1 ? 'took' : 'refused'
}
