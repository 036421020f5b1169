// When to draw: in the next frame after a change, and changes are told thirty times a second at most; while there are none,
// when what is drawn has moved by a pixel; and not at all while nobody can see it. With reduced motion the same states come
// in steps.
import { type RefObject, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Recording } from './timeline-state.ts'
import type { Recorder } from './useRecorder.ts'

export type Drawn = { recording: Recording; now: number }

const frameMs = 1000 / 30
const stepMs = 1000
const calmMs = 250

/**
 * What to draw at this moment. `pixelMs` says how long the picture takes to move by a pixel while nothing new is recorded:
 * Infinity where it does not move.
 */
export function useDrawing({
  recorder,
  element,
  pixelMs,
}: {
  recorder: Recorder
  element: RefObject<Element | null>
  pixelMs: (drawn: Drawn) => number
}): Drawn {
  const [drawn, setDrawn] = useState<Drawn>(() => take(recorder))

  useEffect(() => {
    const reduced = matchMedia('(prefers-reduced-motion: reduce)')
    let onScreen = true
    let changed = true
    let last: Drawn | undefined
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined

    /** React draws before the frame is painted: drawn after it, every picture would cost two frames. */
    function draw(): void {
      changed = false
      const taken = take(recorder)
      last = taken
      flushSync(() => setDrawn(taken))
      schedule()
    }

    function schedule(): void {
      cancel()
      if (!onScreen || document.hidden) return
      const now = performance.now()
      const dueAt = last ? last.now + pauseMs(last) : now
      if (dueAt > now) timer = setTimeout(inFrame, dueAt - now)
      else inFrame()
    }

    function pauseMs(before: Drawn): number {
      if (changed) return reduced.matches ? calmMs : 0
      return reduced.matches ? stepMs : Math.max(frameMs, Math.min(stepMs, pixelMs(before)))
    }

    function inFrame(): void {
      frame = requestAnimationFrame(draw)
    }

    function cancel(): void {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }

    /** What was missed is drawn at once. */
    function seen(): void {
      changed = true
      schedule()
    }

    const forget = recorder.subscribe(() => {
      if (changed) return
      changed = true
      schedule()
    })
    const observer = new IntersectionObserver((entries) => {
      onScreen = entries.at(-1)?.isIntersecting ?? true
      seen()
    })
    if (element.current) observer.observe(element.current)
    document.addEventListener('visibilitychange', seen)
    schedule()
    return () => {
      cancel()
      forget()
      observer.disconnect()
      document.removeEventListener('visibilitychange', seen)
    }
  }, [recorder, element, pixelMs])

  return drawn
}

function take(recorder: Recorder): Drawn {
  return { recording: recorder.read(), now: performance.now() }
}
