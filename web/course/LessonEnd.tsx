import { exerciseFiles } from 'virtual:exercise-files'
import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { useDialogs } from '../core/dialogs.ts'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { messages } from '../core/messages.ts'
import { lessonPath } from '../core/routes.ts'
import { progressMessages } from '../progress/messages.ts'
import { countDone, lessonOf } from '../progress/progress-state.ts'
import { useProgress, useProgressStore } from '../progress/useProgress.ts'
import { courseMessages } from './messages.ts'

/** After the text: how far the reader is with this lesson, and where to say that something in it is wrong. */
export function LessonEnd({ lesson, id }: { lesson: LessonMeta; id: string }) {
  const store = useProgressStore()
  const progress = useProgress()
  const dialogs = useDialogs()
  const text = progressMessages
  const { sections, questions } = countDone(lesson, progress)
  const { doneAt, exercises } = lessonOf(progress, lesson.folder)
  const facts = [
    sections[1] > 0 && text.sections(...sections),
    questions[1] > 0 && text.questions(...questions),
    exerciseFiles[lesson.folder] && text.exercise(exercises.exercise !== undefined),
  ]
  return (
    <footer className="lesson-end with-js" id={id}>
      <p className="lesson-progress">
        <span className="visually-hidden">{text.ofLesson}: </span>
        {doneAt && <strong>{text.isDone} </strong>}
        {facts.filter(Boolean).join(' · ')}
      </p>
      <p className="button-row">
        {!doneAt && (
          <button
            type="button"
            className="button"
            onClick={() => store.note({ is: 'done', lesson: lesson.folder })}
          >
            {text.markDone}
          </button>
        )}
        <button type="button" className="link-button" onClick={() => dialogs.open('report')}>
          {courseMessages.report}
        </button>
      </p>
    </footer>
  )
}

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
