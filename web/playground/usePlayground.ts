import { createContext, use } from 'react'
import type { Answer, OutgoingRequest } from '../api.ts'
import { initialLiveState, type LiveAction, type LiveState } from './counter-state.ts'
import type { LoggedAnswer } from './logged-answer.ts'
import type { SendRequestsOptions } from './send-requests.ts'

export type Traffic = Pick<
  SendRequestsOptions<OutgoingRequest>,
  'requests' | 'perSecond' | 'signal'
> & {
  onAnswer?: (answer: Answer, request: OutgoingRequest) => void
}

export type Playground = {
  live: LiveState
  /** The page's own requests, newest first: the last 500. */
  answers: LoggedAnswer[]
  /** Requests asked for and not yet answered. */
  pending: number
  /** See waitEnd(). */
  waitEnd: number | null
  /** Sends real requests to GET /api/saka; never rejects. */
  send(count: number): Promise<Answer[]>
  /** Sends these requests, each logged as it is answered; never rejects. */
  sendTraffic(traffic: Traffic): Promise<Answer[]>
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
  sendTraffic: async () => [],
  reconnect: () => undefined,
  onEvent: () => () => undefined,
})

/** The one playground of this page, whichever part of the page asks. */
export function usePlayground(): Playground {
  return use(PlaygroundContext)
}
