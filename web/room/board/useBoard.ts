import { useEffect, useReducer, useRef } from 'react'
import type { BoardEvents } from '../../../server/room/contract.ts'
import { createStream, type Stream } from '../../core/stream.ts'
import { type BoardState, initialBoard, reduceBoard } from './board-state.ts'

const names = [
  'board',
  'learners',
  'gone',
  'state',
  'traffic',
  'totals',
  'valkey',
  'ended',
] as const satisfies (keyof BoardEvents)[]

/** Totals come once a second: so long without any, and the line is dead. */
const silentMs = 5000

/** The room, live while `open`. It is followed in a hidden window too: a board stands on a second screen. */
export function useBoard(open: boolean): { board: BoardState; reconnect: () => void } {
  const [board, dispatch] = useReducer(reduceBoard, initialBoard)
  const stream = useRef<Stream>(undefined)
  const ended = board.connection.is === 'ended'

  useEffect(() => {
    if (!open || ended) return
    let lastAt = performance.now()
    const created = createStream<BoardEvents>({
      path: '/api/board/events',
      names,
      onEvent(event) {
        lastAt = performance.now()
        dispatch({ ...event, heardAt: lastAt })
      },
      onConnecting: () => dispatch({ type: 'connecting' }),
      onLost: ({ since }) => dispatch({ type: 'lost', since }),
    })
    stream.current = created
    created.open()
    // A laptop that slept has a line that is dead without knowing it.
    const watch = setInterval(() => {
      if (performance.now() - lastAt < silentMs) return
      lastAt = performance.now()
      created.expectEvent(performance.now())
    }, 1000)
    const online = () => created.open()
    window.addEventListener('online', online)
    return () => {
      clearInterval(watch)
      window.removeEventListener('online', online)
      created.close()
    }
  }, [open, ended])

  return { board, reconnect: () => stream.current?.open() }
}
