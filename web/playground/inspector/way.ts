// One request's way as a list of steps, each with the time it took. Browser and server have clocks of their own, so there
// are only durations here, never a time of one taken from a time of the other.
import type { TappedCommand, TracedLimit, TracedMine } from '../../../server/inspector/contract.ts'
import type { InspectedRequest } from './inspected-requests.ts'

export type Lane = 'browser' | 'express' | 'valkey'

/** `ms`: how long it took to get here from the step before; null where nobody can know. */
export type Step = { from: Lane; to: Lane; ms: number | null } & (
  | { kind: 'request' }
  | { kind: 'key'; limit: TracedLimit }
  | { kind: 'call'; limit: TracedLimit; call: NonNullable<TracedLimit['call']> }
  | { kind: 'reply'; limit: TracedLimit; call: NonNullable<TracedLimit['call']> }
  /** Decided without an answer from Valkey, or not at all. */
  | { kind: 'unasked'; limit: TracedLimit }
  | { kind: 'decision'; limit: TracedLimit }
  /** Handed to the learner's process, what that asked of Valkey, and back. */
  | { kind: 'mine'; mine: TracedMine }
  | { kind: 'command'; command: TappedCommand }
  | { kind: 'tapped'; command: TappedCommand }
  | { kind: 'mineAnswer'; mine: TracedMine }
  | { kind: 'response' }
)

export type Way = {
  /** In the order they happened, each with its place in it. */
  steps: (Step & { place: number })[]
  /** From the arrival in Express to the end of the answer. */
  serverMs: number | null
  /** What the browser measured in all. */
  browserMs: number | null
  /** The difference: the way there and back, and the browser's own work; null where the two don't add up. */
  outsideMs: number | null
}

export function wayOf({ logged, trace }: InspectedRequest): Way {
  const browserMs = logged?.answer.durationMs ?? null
  const serverMs = trace?.respondedMs ?? null
  const known = browserMs !== null && serverMs !== null
  const steps: Step[] = [{ kind: 'request', from: 'browser', to: 'express', ms: null }]
  let at = 0
  for (const limit of trace?.limits ?? []) {
    steps.push(...limitSteps(limit, at))
    at = limit.decidedMs
  }
  if (trace?.mine) {
    steps.push(...mineSteps(trace.mine, at))
    at = trace.mine.answeredMs
  }
  const answered = logged ? logged.answer.status !== undefined : trace?.response !== null
  if (answered) {
    const ms = serverMs === null ? null : serverMs - at
    steps.push({ kind: 'response', from: 'express', to: 'browser', ms })
  }
  return {
    steps: steps.map((step, place) => ({ ...step, place })),
    serverMs,
    browserMs,
    outsideMs: known ? outsideOf(browserMs, serverMs) : null,
  }
}

const coarseMs = 1

/**
 * Clocks are coarse, so a little less than nothing is nothing. Much less is a busy machine: Express noted that its answer
 * was sent only after the browser had it.
 */
function outsideOf(browserMs: number, serverMs: number): number | null {
  const left = browserMs - serverMs
  return left < -coarseMs ? null : Math.max(0, left)
}

function limitSteps(limit: TracedLimit, at: number): Step[] {
  const { call, startedMs, decidedMs } = limit
  const here = { from: 'express', to: 'express' } as const
  const key: Step = { kind: 'key', ...here, ms: startedMs - at, limit }
  if (!call) return [key, { kind: 'unasked', ...here, ms: decidedMs - startedMs, limit }]
  return [
    key,
    { kind: 'call', from: 'express', to: 'valkey', ms: call.sentMs - startedMs, limit, call },
    {
      kind: 'reply',
      from: 'valkey',
      to: 'express',
      ms: call.answeredMs - call.sentMs,
      limit,
      call,
    },
    { kind: 'decision', ...here, ms: decidedMs - call.answeredMs, limit },
  ]
}

/** Commands and replies in the order they went by: several may be on their way at once. */
function mineSteps(mine: TracedMine, from: number): Step[] {
  const here = { from: 'express', to: 'express' } as const
  const passed = mine.commands.flatMap((command): { at: number; step: Step }[] => {
    const sent: Step = { kind: 'command', from: 'express', to: 'valkey', ms: null, command }
    const reply: Step = { kind: 'tapped', from: 'valkey', to: 'express', ms: null, command }
    const answeredMs = command.answeredMs
    return [
      { at: command.sentMs, step: sent },
      ...(answeredMs === null ? [] : [{ at: answeredMs, step: reply }]),
    ]
  })
  let before = mine.startedMs
  const steps = passed
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, step }) => {
      const ms = Math.max(0, at - before)
      before = at
      return { ...step, ms }
    })
  return [
    { kind: 'mine', ...here, ms: mine.startedMs - from, mine },
    ...steps,
    { kind: 'mineAnswer', ...here, ms: Math.max(0, mine.answeredMs - before), mine },
  ]
}
