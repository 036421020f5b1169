// The upper edge of the drawer, to be pulled or moved by arrow keys. Pattern:
// https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/
import { useEffect, useRef } from 'react'
import { useStored, writeStored } from '../core/stored.ts'
import { exerciseMessages as text } from './messages.ts'

const stored = 'exercise-height'
const least = 25
const most = 90
const usual = 58
const step = 4

/** Its value is the drawer's height in hundredths of the window's. */
export function DrawerHandle() {
  const height = bounded(Number(useStored(stored) ?? usual))
  const element = useRef<HTMLHRElement>(null)

  useEffect(() => {
    const root = document.documentElement.style
    root.setProperty('--exercise-height', `${height}dvh`)
    return () => void root.removeProperty('--exercise-height')
  }, [height])

  useEffect(() => {
    const handle = element.current
    if (!handle) return
    const resize = (next: number) => writeStored(stored, String(bounded(next)))
    const onMove = ({ clientY }: PointerEvent) =>
      resize(Math.round((1 - clientY / window.innerHeight) * 100))
    const onDown = (event: PointerEvent) => {
      event.preventDefault()
      handle.setPointerCapture(event.pointerId)
      handle.addEventListener('pointermove', onMove)
    }
    const onUp = () => handle.removeEventListener('pointermove', onMove)
    const onKey = (event: KeyboardEvent) => {
      const now = Number(handle.ariaValueNow)
      const places: Record<string, number> = {
        ArrowUp: now + step,
        ArrowDown: now - step,
        Home: least,
        End: most,
      }
      const next = places[event.key]
      if (next === undefined) return
      event.preventDefault()
      resize(next)
    }
    handle.addEventListener('pointerdown', onDown)
    handle.addEventListener('pointerup', onUp)
    handle.addEventListener('pointercancel', onUp)
    handle.addEventListener('keydown', onKey)
    return () => {
      onUp()
      handle.removeEventListener('pointerdown', onDown)
      handle.removeEventListener('pointerup', onUp)
      handle.removeEventListener('pointercancel', onUp)
      handle.removeEventListener('keydown', onKey)
    }
  }, [])

  return (
    <hr
      ref={element}
      className="exercise-handle"
      aria-orientation="horizontal"
      aria-label={text.height}
      aria-valuenow={height}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
    />
  )
}

function bounded(height: number): number {
  return Number.isFinite(height) ? Math.min(most, Math.max(least, height)) : usual
}
