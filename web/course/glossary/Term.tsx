// A word of the glossary, where it stands in a lesson: explained on hover, focus and tap.
import { type ReactNode, useCallback, useId, useLayoutEffect, useRef } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { glossaryMessages } from './messages.ts'
import { useExplained } from './useExplained.ts'

/** Put into lessons by term-plugin.ts. `id` is the term's in the glossary. */
export type TermProps = { id: string; children?: ReactNode }

export function Term({ id, children }: TermProps) {
  const whole = useRef<HTMLSpanElement>(null)
  const { open, show } = useExplained(whole)
  const explanationId = useId()
  return (
    <span className="term-whole" ref={whole}>
      <button
        type="button"
        className="term"
        aria-expanded={open}
        aria-describedby={open ? explanationId : undefined}
        onClick={show}
      >
        {children}
      </button>
      {open && <Explanation term={id} id={explanationId} />}
    </span>
  )
}

const marginPx = 12

const Text = lazyPart(() => import('./ExplanationText.tsx').then((it) => it.default), {
  what: glossaryMessages.explanation,
  loading: glossaryMessages.loading,
})

function Explanation({ term, id }: { term: string; id: string }) {
  const box = useRef<HTMLSpanElement>(null)
  const place = useCallback(() => {
    if (box.current) keepInView(box.current)
  }, [])
  useLayoutEffect(place, [place])
  return (
    <span className="explained" role="tooltip" id={id} ref={box}>
      <Text term={term} onShown={place} />
    </span>
  )
}

/** Below the word and as far left as needed; above it where there is no room below. */
function keepInView(box: HTMLElement): void {
  box.style.translate = 'none'
  delete box.dataset.above
  const { left, right, bottom } = box.getBoundingClientRect()
  const tooFar = Math.max(0, right - (document.documentElement.clientWidth - marginPx))
  const shift = Math.min(tooFar, left - marginPx)
  box.style.translate = `${-shift}px 0`
  if (bottom > window.innerHeight - marginPx) box.dataset.above = ''
}
