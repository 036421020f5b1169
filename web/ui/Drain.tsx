import { useEffect, useRef } from 'react'

/** The window as a bar that drains until `endsAt` (performance.now()); in one-second steps where motion is reduced. */
export function Drain({ endsAt, windowSeconds }: { endsAt: number | null; windowSeconds: number }) {
  const bar = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const leftMs = endsAt === null ? 0 : endsAt - performance.now()
    if (!bar.current || leftMs <= 0) return
    const full = Math.min(1, leftMs / (windowSeconds * 1000))
    const steps = Math.ceil(leftMs / 1000)
    const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches
    const animation = bar.current.animate(
      [{ transform: `scaleX(${full})` }, { transform: 'scaleX(0)' }],
      { duration: leftMs, easing: reduced ? `steps(${steps})` : 'linear', fill: 'forwards' },
    )
    return () => animation.cancel()
  }, [endsAt, windowSeconds])

  return (
    <span className="drain" aria-hidden="true">
      <span className="drain-left" ref={bar} />
    </span>
  )
}
