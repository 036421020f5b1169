import type { RoomView } from '../../server/room/contract.ts'

/**
 * A moment of the room, `at`, and performance.now() when this page received it: the page's own clock may be off by an
 * hour.
 */
export type RoomMoment = { at: number; receivedAt: number }

/** A learner's view of the room; `receivedAt` is performance.now() when it arrived. */
export type ReceivedView = { view: RoomView; receivedAt: number }

export function momentOf({ view: { at }, receivedAt }: ReceivedView): RoomMoment {
  return { at, receivedAt }
}

/** A time of the room on this page's performance.now(). */
export function toPageTime(time: number, { at, receivedAt }: RoomMoment): number {
  return receivedAt + (time - at)
}
