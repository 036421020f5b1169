import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { messages } from '../core/messages.ts'
import { lessonPath } from '../core/routes.ts'

export function NextAndPrevious({ lesson }: { lesson: LessonMeta }) {
  const at = lessons.findIndex(({ folder }) => folder === lesson.folder)
  const previous = lessons[at - 1]
  const next = lessons[at + 1]
  return (
    <nav className="next-previous" aria-label={messages.lesson.nextAndPrevious}>
      {previous && (
        <Link href={lessonPath(previous)} className="previous" rel="prev">
          <span className="quiet">{messages.lesson.previous}</span>
          {messages.lesson.named(previous)}
        </Link>
      )}
      {next && (
        <Link href={lessonPath(next)} className="next" rel="next">
          <span className="quiet">{messages.lesson.next}</span>
          {messages.lesson.named(next)}
        </Link>
      )}
    </nav>
  )
}
