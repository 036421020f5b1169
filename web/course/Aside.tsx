import { type ReactNode, useId } from 'react'
import { courseMessages } from './messages.ts'

export type AsideProps = {
  kind?: 'note' | 'warning' | 'wrong'
  title?: string
  children?: ReactNode
}

/** Beside the story: something to know, to beware of, or what goes wrong. */
export function Aside({ kind = 'note', title, children }: AsideProps) {
  const id = useId()
  return (
    <section className={`aside aside-${kind}`} aria-labelledby={id}>
      <p className="aside-title" id={id}>
        <span className="aside-kind">{courseMessages.aside[kind]}</span>
        {title && <span>{title}</span>}
      </p>
      {children}
    </section>
  )
}

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
