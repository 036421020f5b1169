// Every event of GET /api/events: those of live/, and those of the features that publish on the same stream.
import type { TraceEvent, UntracedEvent } from './inspector/contract.ts'
import type { EventOf } from './live/channel.ts'
import type { KeyEvents } from './live/contract.ts'
import type { MyLimiter, MyLimiterEvent } from './my-limiter/contract.ts'
import type { RoomView } from './room/contract.ts'

/** The first event after every connect: all that the page needs to show the current state. */
export type SnapshotEvent = KeyEvents['snapshot'] & {
  /** The learner's own limiter; absent where their code does not run, as in a room. */
  myLimiter?: MyLimiter
}

/** Event name on the wire -> shape of its `data:` line. */
export type LiveEvents = KeyEvents & {
  snapshot: SnapshotEvent
  /** Only on the learner's own machine: what has changed about their own limiter. */
  'my-limiter': MyLimiterEvent
  /** Only with ?inspect=1: one request's path through the server, and how many were left out. */
  trace: TraceEvent
  untraced: UntracedEvent
  /** Only in a room. */
  room: RoomView
}

/** One event on its way to the page, for example `{ event: 'hit', data: { key, count, … } }`. */
export type LiveEvent = EventOf<LiveEvents>
