// Above the router outlet: the counter, the answers and the event stream stay while lessons come and go.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LiveEvents } from '../../server/contract.ts'
import { sakaPath, sendRequest, sendRequests } from '../core/ask.ts'
import { createStore, useBatch } from '../core/store.ts'
import { useStream } from '../core/stream.ts'
import { type LiveAction, reduceAllLive, viewCounter } from './live-state.ts'
import type { LoggedAnswer } from './logged-answer.ts'
import { initialPlayground, PlaygroundContext, type Traffic } from './useLive.ts'

const keptAnswers = 500
const earlyMs = 500
const longestTimerMs = 2 ** 31 - 1

/** The events of GET /api/events. */
export const liveEvents = [
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

export function PlaygroundProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => createStore(initialPlayground))
  const nextId = useRef(1)
  const listeners = useRef(new Set<(event: LiveAction) => void>())
  const [nextRequestId] = useState(createRequestIds)
  // Whoever listens hears in the same turn as the store: what both of them draw is one frame.
  const actions = useBatch<LiveAction>((events) => {
    store.change((before) => {
      const live = reduceAllLive(before.live, events)
      return live === before.live ? before : { ...before, live }
    })
    for (const listener of listeners.current) for (const event of events) listener(event)
  })
  const log = useBatch<LoggedAnswer>((arrived) =>
    store.change(({ live, answers, pending }) => ({
      live,
      answers: [...arrived.toReversed(), ...answers].slice(0, keptAnswers),
      pending: pending - arrived.length,
    })),
  )
  const wait = useCallback(
    (requests: number) =>
      store.change((before) => ({ ...before, pending: before.pending + requests })),
    [store],
  )
  const { open, expectEvent } = useStream<LiveEvents>({
    path: '/api/events?inspect=1',
    names: liveEvents,
    onEvent: (event) => actions.add({ ...event, at: performance.now() }),
    onConnecting: () => actions.add({ type: 'connecting' }),
    onLost: (loss) => actions.add({ type: 'lost', ...loss }),
  })
  const stream = useRef({ open, expectEvent })
  stream.current = { open, expectEvent }

  const sendTraffic = useCallback(
    async ({ requests, onAnswer, ...pace }: Traffic) => {
      wait(requests.length)
      const answers = await sendRequests({
        ...pace,
        requests: requests.map((request) => ({ ...request, requestId: nextRequestId() })),
        send: sendRequest,
        onAnswer(answer, request, startedAt) {
          const { path, client, requestId } = request
          log.add({
            id: nextId.current++,
            requestId,
            at: performance.now(),
            path,
            ...(client && { client }),
            answer,
          })
          onAnswer?.(answer, request)
          const { kind, status } = answer
          // What was counted has been told on the stream too; and where no request gets through, the stream is dead as well.
          if (kind === 'allowed' || kind === 'limited') stream.current.expectEvent(startedAt)
          // A hidden page has none: it opens one when it is seen again.
          else if (status === undefined && !document.hidden) stream.current.open()
        },
      })
      // What was stopped before it was sent will not be answered.
      wait(answers.length - requests.length)
      return answers
    },
    [log, nextRequestId, wait],
  )
  const send = useCallback(
    (count: number) =>
      sendTraffic({ requests: Array.from({ length: count }, () => ({ path: sakaPath })) }),
    [sendTraffic],
  )

  const onEvent = useCallback((listener: (event: LiveAction) => void) => {
    listeners.current.add(listener)
    return () => {
      listeners.current.delete(listener)
    }
  }, [])

  // At the end of a window the server says that the key is gone. If it doesn't, the line is dead: a laptop that slept.
  // By this page's clock it may say so a moment early, since the TTL was sent before it arrived here.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let expected: number | null = null
    function follow(): void {
      const { endsAt } = viewCounter(store.read().live)
      if (endsAt === expected) return
      expected = endsAt
      clearTimeout(timer)
      if (endsAt === null) return
      const leftMs = endsAt - performance.now()
      // A browser's timer takes 32 bits and fires at once past them; nobody waits here for 24 days.
      if (leftMs > longestTimerMs) return
      timer = setTimeout(() => stream.current.expectEvent(endsAt - earlyMs), leftMs)
    }
    follow()
    const leave = store.subscribe(follow)
    return () => {
      leave()
      clearTimeout(timer)
    }
  }, [store])

  const value = useMemo(
    () => ({
      read: store.read,
      subscribe: store.subscribe,
      send,
      sendTraffic,
      reconnect: () => stream.current.open(),
      onEvent,
    }),
    [store, send, sendTraffic, onEvent],
  )
  return <PlaygroundContext value={value}>{children}</PlaygroundContext>
}

/**
 * Names for this page's requests, such as `p3f9k1-17`: the header X-Request-Id carries them, so that what the server
 * tells about a request finds its row. Two tabs, or a page loaded anew, begin differently.
 */
function createRequestIds(): () => string {
  let page: string | undefined
  let last = 0
  return function nextRequestId() {
    // Not crypto.randomUUID, which plain-HTTP addresses other than localhost lack.
    page ??= `p${Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join('')}`
    last += 1
    return `${page}-${last}`
  }
}
