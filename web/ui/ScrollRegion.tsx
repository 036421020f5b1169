import { type ReactNode, useEffect, useRef, useState } from 'react'

/** Scrolls what is wider or taller than its place. Only while there is something to scroll is it a stop for the Tab key. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string
  className: string
  children: ReactNode
}) {
  const region = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)

  useEffect(() => {
    const element = region.current
    if (!element) return
    const measure = () =>
      setOverflows(
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
      )
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    // A typeface that comes late makes lines longer, and no box.
    document.fonts.addEventListener('loadingdone', measure)
    return () => {
      observer.disconnect()
      document.fonts.removeEventListener('loadingdone', measure)
    }
  }, [])

  const stop = overflows ? { tabIndex: 0, role: 'group', 'aria-label': label } : {}
  return (
    <div className={className} ref={region} {...stop}>
      {children}
    </div>
  )
}
