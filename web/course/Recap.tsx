import { type ReactNode, useId } from 'react'
import { courseMessages } from './messages.ts'

/** A lesson's end: what to remember. */
export function Recap({ children }: { children?: ReactNode }) {
  const id = useId()
  return (
    <section className="recap" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {courseMessages.recap}
      </p>
      {children}
    </section>
  )
}
