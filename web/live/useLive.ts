import { createContext, use, useRef } from 'react'
import type { Answer, OutgoingRequest, SendRequestsOptions } from '../core/ask.ts'
import { type Readable, useStore } from '../core/store.ts'
import {
  type CounterView,
  initialLiveState,
  type LiveAction,
  type LiveState,
  viewCounter,
} from './live-state.ts'
import type { LoggedAnswer } from './logged-answer.ts'
import { sameShown } from './same-shown.ts'

export type PlaygroundState = {
  live: LiveState
  /** The page's own requests, newest first: the last 500. */
  answers: readonly LoggedAnswer[]
  /** Requests asked for and not yet answered. */
  pending: number
}

export const initialPlayground: PlaygroundState = {
  live: initialLiveState,
  answers: [],
  pending: 0,
}

export type Traffic = Pick<
  SendRequestsOptions<OutgoingRequest>,
  'requests' | 'perSecond' | 'signal'
> & {
  onAnswer?: (answer: Answer, request: OutgoingRequest) => void
}

/** It stays the same object as long as the page: what changes is in its state, see usePlaygroundState(). */
export type Playground = Readable<PlaygroundState> & {
  /** Sends real requests to GET /api/saka; never rejects. */
  send(count: number): Promise<Answer[]>
  /** Sends these requests, each logged as it is answered; never rejects. */
  sendTraffic(traffic: Traffic): Promise<Answer[]>
  /** Opens the event stream anew at once. */
  reconnect(): void
  /** Calls `listener` with every event of the stream, as the store is told of it, until the returned function is called. */
  onEvent(listener: (event: LiveAction) => void): () => void
}

export const PlaygroundContext = createContext<Playground>({
  read: () => initialPlayground,
  subscribe: () => () => undefined,
  send: async () => [],
  sendTraffic: async () => [],
  reconnect: () => undefined,
  onEvent: () => () => undefined,
})

/** The one playground of this page, whichever part of the page asks. */
export function usePlayground(): Playground {
  return use(PlaygroundContext)
}

/** What `select` takes of the playground's state. The component draws again only when that changed: see sameShown(). */
export function usePlaygroundState<Shown>(select: (state: PlaygroundState) => Shown): Shown {
  const last = useRef<{ shown: Shown }>(undefined)
  function take(state: PlaygroundState): Shown {
    const shown = select(state)
    if (!last.current || !sameShown(last.current.shown, shown)) last.current = { shown }
    return last.current.shown
  }
  return useStore(usePlayground(), initialPlayground, take)
}

/** This browser's own counter at the guide's endpoint. */
export function useCounter(): CounterView {
  return usePlaygroundState(({ live }) => viewCounter(live))
}
