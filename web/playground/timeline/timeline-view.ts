// From what is recorded to what is shown of it at one moment: for the figure, the text log and the table alike.

import type { RecordedWindow } from '../../live/windows.ts'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import type { TimelineLane, TimelineWindow } from '../../ui/timeline/timeline-figure.ts'
import { laneOfClient, mineLane, othersLane, yourLane } from './lanes.ts'
import type { RecordedEvent, Recording } from './timeline-state.ts'

/** What had happened by `moment`. */
export function eventsUpTo({ events }: Recording, moment: number): RecordedEvent[] {
  const last = events.findLastIndex(({ at }) => at <= moment)
  return last === events.length - 1 ? events : events.slice(0, last + 1)
}

export function lanesShown({ clients, yourKey, mineKeys, events }: Recording): TimelineLane[] {
  const lanes: TimelineLane[] = [
    { id: yourLane, title: timelineMessages.you, ...(yourKey && { note: yourKey }) },
    ...clients.map((client) => ({ id: laneOfClient(client), title: client.name, note: client.by })),
  ]
  if (events.some(({ lane }) => lane === mineLane)) {
    lanes.push({ id: mineLane, title: timelineMessages.mine, note: mineKeys.at(-1) ?? '' })
  }
  if (events.some(({ lane }) => lane === othersLane)) {
    const { others, othersNote } = timelineMessages
    lanes.push({ id: othersLane, title: others, note: othersNote })
  }
  return lanes
}

/** Others are many, and their windows would lie on each other; they are recorded until somebody turns out to be a client. */
function knownWindows({ windows }: Recording): RecordedWindow[] {
  return windows.filter(({ lane }) => lane !== othersLane)
}

/** The windows that had begun by `moment` and are within the stretch, each with its count as it was then. */
export function windowsShown(
  recording: Recording,
  events: readonly RecordedEvent[],
  { from, to, moment }: { from: number; to: number; moment: number },
): TimelineWindow[] {
  return knownWindows(recording)
    .filter((each) => each.from <= moment && each.from < to && (each.to === null || each.to > from))
    .map((each) => ({ ...each, label: windowLabel(each, events) }))
}

function windowLabel(window: RecordedWindow, events: readonly RecordedEvent[]): string {
  const last = events.findLast((event) => isIn(event, window) && event.hit?.key === window.key)
  const count = last?.hit?.count ?? window.count
  const limit = last?.hit?.limit ?? window.limit
  const counted = count === null || limit === null ? '' : timelineMessages.countOf(count, limit)
  return window.to === null ? `${counted} · ${timelineMessages.noExpiry}` : counted
}

export function isIn(
  { at, lane }: { at: number; lane: string },
  window: Pick<RecordedWindow, 'lane' | 'from' | 'to'>,
): boolean {
  return lane === window.lane && at >= window.from && (window.to === null || at < window.to)
}

export type TableRow = {
  id: string
  lane: string
  /** null for what happened outside any window that is known. */
  window: Pick<RecordedWindow, 'from' | 'to'> | null
  allowed: number
  rejected: number
  failed: number
}

/** How many requests each client had in each window, the newest window first. */
export function tableRows(recording: Recording, moment: number): TableRow[] {
  const rows = new Map<string, TableRow>()
  const windows = knownWindows(recording)
    .filter(({ from }) => from <= moment)
    .toReversed()
  for (const event of eventsUpTo(recording, moment).toReversed()) {
    const window = windows.find((each) => isIn(event, each)) ?? null
    const id = window?.id ?? event.lane
    const row = rows.get(id) ?? {
      id,
      lane: event.lane,
      window,
      allowed: 0,
      rejected: 0,
      failed: 0,
    }
    if (event.kind !== 'waiting') row[event.kind] += 1
    rows.set(id, row)
  }
  return [...rows.values()].toSorted((a, b) => (b.window?.from ?? 0) - (a.window?.from ?? 0))
}

export function total(
  rows: readonly TableRow[],
): Pick<TableRow, 'allowed' | 'rejected' | 'failed'> {
  const sum = { allowed: 0, rejected: 0, failed: 0 }
  for (const row of rows) {
    sum.allowed += row.allowed
    sum.rejected += row.rejected
    sum.failed += row.failed
  }
  return sum
}
