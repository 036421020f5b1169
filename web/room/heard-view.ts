import type { RoomView } from '../../server/room/contract.ts'
import type { Heard } from './room-moment.ts'

/** A learner's view of the room; `heardAt` is performance.now() when it arrived. */
export type HeardView = { view: RoomView; heardAt: number }

export function heardOf({ view: { at }, heardAt }: HeardView): Heard {
  return { at, heardAt }
}
