import { createEventStream, type EventStream } from '../http/event-stream.ts'
import type { BoardFeed } from './board-feed.ts'

/**
 * GET /api/board/events: a whole board first, then what changes; see BoardEvents. `onValkey` calls its listener with
 * how Valkey is, immediately and whenever that changes.
 */
export function createBoardStream({
  feed,
  onValkey,
}: {
  feed: BoardFeed
  onValkey: (listener: (status: { up: boolean; cause?: string }) => void) => () => void
}): EventStream {
  return createEventStream({
    open: () => ({
      follow(send) {
        const leaveValkey = onValkey((data) => send({ event: 'valkey', data }))
        const leaveFeed = feed.subscribe(send)
        return () => {
          leaveValkey()
          leaveFeed()
        }
      },
    }),
    closing:
      'The board’s stream has ended because this server process is being stopped. It is tried again by itself.',
  })
}
