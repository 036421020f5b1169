// The timeline in words.
import { timelineMessages } from '../../ui/timeline/messages.ts'
import type { TimelineLane } from '../../ui/timeline/timeline-figure.ts'
import type { RecordedEvent } from './timeline-state.ts'

/** The time of day of a moment on performance.now()'s clock, to the millisecond or to the second. */
export function clock(at: number, { milliseconds = false } = {}): string {
  const date = new Date(performance.timeOrigin + at)
  const seconds = date.toLocaleTimeString('en-GB')
  return milliseconds ? `${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}` : seconds
}

/** What there is to say about a request besides its time, client and verdict: "3 of 5 · TTL 41.2 s · 2.1 ms". */
export function detail({ hit, answer }: RecordedEvent): string {
  const { countOf, remaining, ttl, status, tookMs, retryAfter, seenOnly } = timelineMessages
  return [
    hit && countOf(hit.count, hit.limit),
    !hit && answer?.remaining !== undefined && remaining(answer.remaining),
    hit && ttl(hit.ttlMs),
    answer?.status !== undefined && status(answer.status),
    answer?.retryAfterSeconds !== undefined && retryAfter(answer.retryAfterSeconds),
    answer && tookMs(answer.durationMs),
    !answer && seenOnly,
  ]
    .filter(Boolean)
    .join(' · ')
}

export function laneTitle(lanes: readonly TimelineLane[], id: string): string {
  return lanes.find((lane) => lane.id === id)?.title ?? id
}

/** One request in a line: "12:03:04.120 · you: allowed · 3 of 5 …". */
export function sentence(event: RecordedEvent, lanes: readonly TimelineLane[]): string {
  const { line } = timelineMessages.log
  const who = laneTitle(lanes, event.lane)
  return `${clock(event.at, { milliseconds: true })} · ${who}: ${line[event.kind]} · ${detail(event)}`
}
