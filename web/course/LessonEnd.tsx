import { exerciseFiles } from 'virtual:exercise-files'
import { useDialogs } from '../core/dialogs.ts'
import type { LessonMeta } from '../core/lesson-meta.ts'
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
      <p className="row">
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
