import { createContext, use } from 'react'
import type { Answer } from '../api.ts'
import { initialLiveState, type LiveAction, type LiveState } from './counter-state.ts'
import type { LoggedAnswer } from './wait-end.ts'

export type Playground = {
  live: LiveState
  /** The page's own requests, newest first. */
  answers: LoggedAnswer[]
  /** Requests sent and not yet answered. */
  pending: number
  /** See waitEnd(). */
  waitEnd: number | null
  /** Sends real requests to GET /api/saka; never rejects. */
  send(count: number): Promise<Answer[]>
  /** Opens the event stream anew at once. */
  reconnect(): void
  /** Calls `listener` with every event of the stream as it arrives, until the returned function is called. */
  onEvent(listener: (event: LiveAction) => void): () => void
}

export const PlaygroundContext = createContext<Playground>({
  live: initialLiveState,
  answers: [],
  pending: 0,
  waitEnd: null,
  send: async () => [],
  reconnect: () => undefined,
  onEvent: () => () => undefined,
})

/** The one playground of this page, whichever part of the page asks. */
export function usePlayground(): Playground {
  return use(PlaygroundContext)
}
