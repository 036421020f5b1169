import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../../core/messages.ts'
import { lessonPath } from '../../core/routes.ts'
import { lastPlace, lessonOf } from '../../progress/progress-state.ts'
import { useProgress } from '../../progress/useProgress.ts'
import { startMessages } from '../messages.ts'

/** For somebody who comes back: where they left off, or what comes after a lesson they have done. */
export function Continue() {
  const progress = useProgress()
  const place = lastPlace(progress)
  const at = lessons.findIndex(({ folder }) => folder === place?.lesson)
  const lesson = lessons[at]
  if (!place || !lesson) return null

  const next = lessons[at + 1]
  if (next && lessonOf(progress, lesson.folder).doneAt) {
    return (
      <p className="row">
        <Link href={lessonPath(next)} className="button button-primary">
          {startMessages.nextIs(messages.lesson.named(next))}
        </Link>
      </p>
    )
  }
  const section = lesson.sections.find(({ id }) => id === place.section)
  return (
    <p className="row">
      <Link
        href={lessonPath(lesson) + (section ? `#${section.id}` : '')}
        className="button button-primary"
      >
        {startMessages.continueWith(messages.lesson.named(lesson))}
      </Link>
      {section && <span className="quiet">{startMessages.at(section.title)}</span>}
    </p>
  )
}
