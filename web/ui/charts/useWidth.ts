import { type RefObject, useEffect, useState } from 'react'

/** How wide an element is, in CSS pixels, so that a chart's text keeps its size however narrow the page. */
export function useWidth(element: RefObject<Element | null>, first = 600): number {
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width))
    })
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
