// One EventSource on GET /api/events: closed while nobody looks, opened again after every loss.
import type { LiveEvents } from '../../server/contract.ts'
import {
  createLiveStream,
  type LiveStream,
  type LiveStreamOptions,
  type StreamEventOf,
} from '../core/stream.ts'

export type StreamEvent = StreamEventOf<LiveEvents>
export type EventStream = LiveStream
export type EventStreamOptions = Partial<Pick<LiveStreamOptions<LiveEvents>, 'connect'>> &
  Pick<LiveStreamOptions<LiveEvents>, 'onEvent' | 'onConnecting' | 'onLost'>

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

export function createEventStream({
  connect = () => new EventSource('/api/events?inspect=1'),
  ...told
}: EventStreamOptions): EventStream {
  return createLiveStream<LiveEvents>({ connect, names, first: 'snapshot', ...told })
}
