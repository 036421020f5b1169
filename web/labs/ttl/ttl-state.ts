// The events of a TTL run as data: the requests and windows of two lanes, and their totals.
import type { TtlEvent, TtlReading, TtlVersion } from '../../../server/labs/ttl/contract.ts'
import { observeKey, type RecordedWindow } from '../../live/windows.ts'
import type { TimelineEvent, TimelineWindow } from '../../ui/timeline/timeline-figure.ts'
import { ttlMessages as texts } from './messages.ts'

export type Tally = {
  requests: number
  allowed: number
  rejected: number
  failed: number
  lastAllowedAtMs: number | null
  /** As the last request left the key. */
  last: { count: number; ttlMs: number; atMs: number } | null
}

export type TtlView = {
  events: TimelineEvent[]
  windows: TimelineWindow[]
  keys: Record<TtlVersion, string> | null
  tallies: Record<TtlVersion, Tally>
  /** Commands and settings, in the order they happened. */
  notes: { atMs: number; text: string }[]
  /** How far the run is, in milliseconds since it began. */
  atMs: number
}

const empty: Tally = {
  requests: 0,
  allowed: 0,
  rejected: 0,
  failed: 0,
  lastAllowedAtMs: null,
  last: null,
}

export function readTtl(
  data: readonly TtlEvent[],
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
): TtlView {
  let windows: RecordedWindow[] = []
  const view: TtlView = {
    events: [],
    windows: [],
    keys: null,
    tallies: { naive: { ...empty }, repaired: { ...empty } },
    notes: [],
    atMs: 0,
  }
  const observe = (
    { version, count, ttlMs, atMs }: TtlReading & { version: TtlVersion },
    isHit: boolean,
  ) => {
    const policy = { limit, windowSeconds, algorithm: 'fixed-window' } as const
    const state = { key: version, lane: version, count, ttlMs, isHit, ...policy }
    windows = observeKey(windows, state, atMs)
  }
  for (const event of data) {
    if (event.kind === 'keys') {
      view.keys = event.keys
      continue
    }
    view.atMs = Math.max(view.atMs, event.atMs)
    if (event.kind === 'setting') {
      view.notes.push({ atMs: event.atMs, text: texts.setting(event.window) })
    } else if (event.kind === 'command') {
      observe(event, false)
      view.notes.push({ atMs: event.atMs, text: texts.command(event.command) })
    } else {
      observe(event, true)
      const kind = kindOf(event, limit)
      const { atMs, version, count, ttlMs, error } = event
      view.events.push({ at: atMs, lane: version, kind, label: texts.request(count, ttlMs, error) })
      const tally = view.tallies[version]
      tally.requests += 1
      tally[kind] += 1
      if (kind === 'allowed') tally.lastAllowedAtMs = atMs
      tally.last = { count, ttlMs, atMs }
    }
  }
  view.windows = windows.map((each) => ({
    ...each,
    label: each.to === null ? texts.noExpiry : '',
  }))
  return view
}

function kindOf(
  { count, error }: { count: number; error?: string },
  limit: number,
): 'allowed' | 'rejected' | 'failed' {
  if (error !== undefined) return 'failed'
  return count <= limit ? 'allowed' : 'rejected'
}

/** Whether this client stays blocked until someone repairs the key by hand. */
export function isStuck({ last, lastAllowedAtMs }: Tally, limit: number): boolean {
  return last !== null && last.ttlMs === -1 && last.count > limit && lastAllowedAtMs !== last.atMs
}
