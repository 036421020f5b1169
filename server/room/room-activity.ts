// Learners who send requests are active; at two requests a second the board need not be told of each.
import type { RoomStore } from './room-store.ts'

const tellEveryMs = 10_000

/** The returned function notes that this learner did something; it tells the room at most every ten seconds. */
export function createRoomActivity({
  store,
  onError,
}: {
  store: Pick<RoomStore, 'active'>
  onError: (error: unknown) => void
}): (id: string) => void {
  const reportedAt = new Map<string, number>()
  return function noteActivity(id) {
    const now = performance.now()
    if (now - (reportedAt.get(id) ?? Number.NEGATIVE_INFINITY) < tellEveryMs) return
    reportedAt.set(id, now)
    store.active(id).catch(onError)
  }
}
