// The events of a race as the data of its figures. Data in, data out.
import { raceVersions } from '../../../server/labs/race/bounds.ts'
import type {
  RaceEvent,
  RaceFinish,
  RaceResult,
  RaceStep,
  RaceVersion,
} from '../../../server/labs/race/contract.ts'

export type RaceView = {
  results: Partial<Record<RaceVersion, RaceResult>>
  /** What happens at this moment; null before and after. */
  progress: Extract<RaceEvent, { kind: 'connecting' | 'racing' }> | null
  /** Why nobody can watch the order of the commands here. */
  missing: string | null
  /** The version of the Valkey it ran on, where it was one of its own. */
  valkey: string | null
}

export function readRace(events: readonly RaceEvent[]): RaceView {
  const view: RaceView = { results: {}, progress: null, missing: null, valkey: null }
  for (const event of events) {
    if (event.kind === 'unwatched') view.missing = event.missing
    else if (event.kind === 'place') view.valkey = event.valkey
    else if (event.kind === 'raced') {
      view.results = { ...view.results, [event.result.version]: event.result }
      view.progress = null
    } else view.progress = event
  }
  return view
}

/** How far the run is, from 0 to 1: each version's connections are most of its time. */
export function raceProgress({ results, progress }: RaceView): number {
  const done = Object.keys(results).length
  if (!progress) return done / raceVersions.length
  const part = progress.kind === 'connecting' ? progress.connected / progress.clients : 1
  return (done + part * 0.9) / raceVersions.length
}

/** A client's first and last command, as places in Valkey's order. */
export type Span = { client: number; from: number; to: number }

/** In the order in which the clients came. */
export function spansOf(steps: readonly RaceStep[]): Span[] {
  const spans = new Map<number, Span>()
  steps.forEach(({ client }, place) => {
    const span = spans.get(client)
    if (span) span.to = place
    else spans.set(client, { client, from: place, to: place })
  })
  return [...spans.values()]
}

/** The most clients that were between their first and their last command at the same moment; 1 when nobody came between. */
export function mostBetween(spans: readonly Span[]): number {
  const turns = spans.flatMap(({ from, to }) => [
    { place: from, change: 1 },
    { place: to + 0.5, change: -1 },
  ])
  turns.sort((a, b) => a.place - b.place)
  let now = 0
  let most = 0
  for (const { change } of turns) {
    now += change
    most = Math.max(most, now)
  }
  return most
}

/** How many read the same number as somebody else, so that both went on from it. */
export function sharedNumbers(finishes: readonly RaceFinish[]): number {
  const timesOf = new Map<number, number>()
  for (const finish of finishes) {
    if ('count' in finish) timesOf.set(finish.count, (timesOf.get(finish.count) ?? 0) + 1)
  }
  return [...timesOf.values()].filter((times) => times > 1).reduce((sum, times) => sum + times, 0)
}

/** What one client's lane shows beside one command: the part of its span that passes there. */
export type LanePart = 'none' | 'starts' | 'passes' | 'ends' | 'alone'

export type RaceRow =
  | { kind: 'step'; place: number; step: RaceStep; lanes: LanePart[] }
  /** Commands of clients that have no lane, all behind each other. */
  | { kind: 'others'; place: number; count: number; lanes: LanePart[] }

/** The commands of the clients that have a lane, in order; runs of others' commands are folded to one row. */
export function toRows(steps: readonly RaceStep[], spans: readonly Span[]): RaceRow[] {
  const laneOf = new Map(spans.map(({ client }, lane) => [client, lane]))
  const rows: RaceRow[] = []
  steps.forEach((step, place) => {
    const last = rows.at(-1)
    if (laneOf.has(step.client)) {
      rows.push({ kind: 'step', place, step, lanes: spans.map((span) => partAt(span, place)) })
    } else if (last?.kind === 'others') {
      last.count += 1
    } else {
      rows.push({
        kind: 'others',
        place,
        count: 1,
        lanes: spans.map((span) => partAt(span, place)),
      })
    }
  })
  return rows
}

function partAt({ from, to }: Span, place: number): LanePart {
  if (place < from || place > to) return 'none'
  if (from === to) return 'alone'
  if (place === from) return 'starts'
  return place === to ? 'ends' : 'passes'
}

/** A command as a person reads it: the key is the same in all, and a SHA-1 says nothing. */
export function shortCommand(command: readonly string[], key: string): string {
  return command
    .map((part) => {
      if (part === key) return 'key'
      return /^[0-9a-f]{40}$/.test(part) ? `${part.slice(0, 4)}…` : part
    })
    .join(' ')
}

/** What there is to say of a result first. `crashed`: one number less was given out, and that is all. */
export type RaceVerdict = 'too-many' | 'stuck' | 'as-limited' | 'all-fit' | 'crashed' | 'failed'

export function verdictOf({ admitted, clients, limit, ttlMs, finishes }: RaceResult): RaceVerdict {
  if (finishes.some(({ outcome }) => outcome === 'failed')) return 'failed'
  if (ttlMs === -1) return 'stuck'
  if (admitted > limit) return 'too-many'
  if (admitted < Math.min(clients, limit)) return 'crashed'
  return clients <= limit ? 'all-fit' : 'as-limited'
}

/** How many finished in each way. */
export function countFinishes(
  finishes: readonly RaceFinish[],
): Record<RaceFinish['outcome'], number> {
  const counts = { admitted: 0, rejected: 0, crashed: 0, failed: 0 }
  for (const { outcome } of finishes) counts[outcome] += 1
  return counts
}
