import { type RefObject, useEffect, useRef, useState } from 'react'

/** Long enough to move the pointer onto the explanation, which has a link. */
const leaveMs = 200

/**
 * Whether a word and its explanation are to be seen: while the mouse or the focus is in `whole`. Escape closes it
 * wherever the focus is, and so does a press elsewhere. Source: WCAG 2.2, 1.4.13 Content on Hover or Focus
 */
export function useExplained(whole: RefObject<HTMLElement | null>): {
  open: boolean
  show: () => void
} {
  const [open, setOpen] = useState(false)
  // Closed by Escape it stays closed when the focus goes back from its link to the word.
  const dismissed = useRef(false)

  useEffect(() => {
    const element = whole.current
    if (!element) return
    let leaving: ReturnType<typeof setTimeout> | undefined
    const enter = () => {
      clearTimeout(leaving)
      if (!dismissed.current) setOpen(true)
    }
    const leave = () => {
      clearTimeout(leaving)
      leaving = setTimeout(() => {
        if (element.contains(document.activeElement)) return
        dismissed.current = false
        setOpen(false)
      }, leaveMs)
    }
    const byMouse = (act: () => void) => (event: PointerEvent) => {
      if (event.pointerType === 'mouse') act()
    }
    const [mouseEnters, mouseLeaves] = [byMouse(enter), byMouse(leave)]
    element.addEventListener('pointerenter', mouseEnters)
    element.addEventListener('pointerleave', mouseLeaves)
    element.addEventListener('focusin', enter)
    element.addEventListener('focusout', leave)
    return () => {
      clearTimeout(leaving)
      element.removeEventListener('pointerenter', mouseEnters)
      element.removeEventListener('pointerleave', mouseLeaves)
      element.removeEventListener('focusin', enter)
      element.removeEventListener('focusout', leave)
    }
  }, [whole])

  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      dismissed.current = whole.current?.contains(document.activeElement) ?? false
      setOpen(false)
    }
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPress)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPress)
    }
  }, [open, whole])

  return { open, show: () => setOpen(true) }
}
