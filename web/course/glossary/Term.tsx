// A word of the glossary, where it stands in a lesson: explained on hover, focus and tap.
import { type ReactNode, useId, useRef } from 'react'
import { Explanation } from './Explanation.tsx'
import { useExplained } from './useExplained.ts'
import './glossary.css'

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
