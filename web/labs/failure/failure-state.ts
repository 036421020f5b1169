// What the failure lab knows, from what the experiment told: one model for figure, table and log. Times are
// milliseconds since the run began.
import type {
  FailureData,
  LaneName,
  ValkeyState,
} from '../../../server/experiments/failure/contract.ts'

/** waiting: no answer yet. passed: let through without being counted. broken: the connection ended without an answer. */
export type Fate = 'waiting' | 'allowed' | 'passed' | 'rejected' | 'unavailable' | 'broken'

export type LabRequest = {
  lane: LaneName
  id: number
  at: number
  fate: Fate
  /** Null while it waits. */
  tookMs: number | null
  cause?: string
}

/** What Valkey went through, as spans; `to` is null while it lasts. */
export type Trouble = {
  kind: 'killed' | 'frozen' | 'slow' | 'full'
  from: number
  to: number | null
  delayMs: number
}

export type FailureState = {
  ready: { version: string; limits: string[] } | null
  /** The latest moment anything was heard of. */
  now: number
  valkey: ValkeyState | null
  troubles: Trouble[]
  requests: LabRequest[]
  heldBack: Record<LaneName, number>
}

export function readFailure(data: readonly FailureData[]): FailureState {
  const state: FailureState = {
    ready: null,
    now: 0,
    valkey: null,
    troubles: [],
    requests: [],
    heldBack: { left: 0, right: 0 },
  }
  const open = new Map<string, LabRequest>()
  for (const one of data) {
    if ('at' in one) state.now = Math.max(state.now, one.at)
    switch (one.kind) {
      case 'ready':
        state.ready = one
        break
      case 'sent': {
        const request: LabRequest = { ...laneAndId(one), at: one.at, fate: 'waiting', tookMs: null }
        open.set(`${one.lane} ${one.id}`, request)
        state.requests.push(request)
        break
      }
      case 'answered': {
        const request = open.get(`${one.lane} ${one.id}`)
        if (!request) break
        request.fate = fateOf(one)
        request.tookMs = one.tookMs
        if (one.cause !== undefined) request.cause = one.cause
        break
      }
      case 'held back':
        state.heldBack[one.lane] += 1
        break
      case 'valkey':
        noteTroubles(state, one)
        break
    }
  }
  return state
}

function laneAndId({ lane, id }: { lane: LaneName; id: number }) {
  return { lane, id }
}

function fateOf({ status, counted }: { status: number | null; counted: boolean }): Fate {
  if (status === null) return 'broken'
  if (status === 429) return 'rejected'
  if (status === 200) return counted ? 'allowed' : 'passed'
  return 'unavailable'
}

function noteTroubles(
  state: FailureState,
  { at, state: valkey }: { at: number; state: ValkeyState },
) {
  state.valkey = valkey
  const wanted: [Trouble['kind'], boolean][] = [
    ['killed', valkey.process === 'killed'],
    ['frozen', valkey.process === 'frozen'],
    ['slow', valkey.delayMs > 0],
    ['full', valkey.filled],
  ]
  for (const [kind, is] of wanted) {
    const lasting = state.troubles.find((one) => one.kind === kind && one.to === null)
    const same = lasting && (kind !== 'slow' || lasting.delayMs === valkey.delayMs)
    if (lasting && !(is && same)) lasting.to = at
    if (is && !same) state.troubles.push({ kind, from: at, to: null, delayMs: valkey.delayMs })
  }
}
