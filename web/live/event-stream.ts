// One EventSource on GET /api/events: closed while nobody looks, opened again after every loss.
import type { LiveEvents } from '../../server/contract.ts'
import {
  createStream,
  type Stream,
  type StreamEvent as StreamEventOf,
  type StreamOptions,
} from '../core/stream.ts'

export type StreamEvent = StreamEventOf<LiveEvents>
export type EventStream = Stream
export type EventStreamOptions = Omit<StreamOptions<LiveEvents>, 'path' | 'names'>

const names = [
  'snapshot',
  'hit',
  'key',
  'held',
  'forgotten',
  'valkey',
  'trace',
  'untraced',
  'room',
  'my-limiter',
] as const satisfies (keyof LiveEvents)[]

export function createEventStream(options: EventStreamOptions): EventStream {
  return createStream<LiveEvents>({ path: '/api/events?inspect=1', names, ...options })
}
