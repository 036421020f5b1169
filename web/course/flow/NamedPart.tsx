import type { ReactNode } from 'react'
import { type Term, useHighlight } from '../../playground/inspector/useHighlight.ts'
import './flow.css'

/** A word in the prose that stands for a part of a figure: while it is pointed at, that part lights up, and the other way round. */
export function NamedPart({ is, children }: { is: Term; children?: ReactNode }) {
  return (
    <span className="named-part" {...useHighlight(is)}>
      {children}
    </span>
  )
}
