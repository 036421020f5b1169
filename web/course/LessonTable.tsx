import type { TableHTMLAttributes } from 'react'
import { messages } from '../core/messages.ts'
import { ScrollRegion } from '../ui/ScrollRegion.tsx'

/** A table that scrolls by itself where it is wider than the text. */
export function LessonTable(props: TableHTMLAttributes<HTMLTableElement>) {
  return (
    <ScrollRegion className="table-scroll" label={messages.lesson.table}>
      <table {...props} />
    </ScrollRegion>
  )
}
