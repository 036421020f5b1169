import { type PointerEvent, useRef } from 'react'
import type { CounterView } from '../live/live-state.ts'
import { liveMessages } from '../live/messages.ts'
import { useCounter } from '../live/useLive.ts'
import { Shape, type ShapeKind } from '../ui/Shape.tsx'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { RequestButton } from './RequestButton.tsx'

const pullPixels = 24

export type LiveBarProps = {
  /** The id of what the bar pulls up. */
  bodyId: string
  pulledUp: boolean
  onPull: (up: boolean) => void
}

/** On a phone: "3 of 5 · 41 s · Send" at the bottom. A tap on its left part, or a pull, opens the whole live part. */
export function LiveBar({ bodyId, pulledUp, onPull }: LiveBarProps) {
  const counter = useCounter()
  const seconds = useSecondsLeft(counter.trusted ? counter.endsAt : null)
  const startY = useRef(0)
  const pulled = useRef(false)

  function pull({ clientY }: PointerEvent): void {
    const moved = clientY - startY.current
    pulled.current = Math.abs(moved) >= pullPixels
    if (pulled.current) onPull(moved < 0)
  }

  return (
    <div className="live-bar">
      <button
        type="button"
        className="live-handle"
        aria-expanded={pulledUp}
        aria-controls={bodyId}
        onClick={() => {
          // The browser may send a click after a pull with the mouse: that one has been answered.
          if (!pulled.current) onPull(!pulledUp)
          pulled.current = false
        }}
        onPointerDown={({ clientY }) => {
          startY.current = clientY
        }}
        onPointerUp={pull}
      >
        <span className="visually-hidden">{liveMessages.live.pull}</span>
        <Shape kind={shapeOf(counter)} />
        <span>{liveMessages.live.short(counter, seconds)}</span>
      </button>
      <RequestButton />
    </div>
  )
}

/** Nothing looks live that is not. */
function shapeOf({ trusted, over, used }: CounterView): ShapeKind {
  if (!trusted) return 'free'
  return over > 0 ? 'rejected' : used > 0 ? 'allowed' : 'free'
}
