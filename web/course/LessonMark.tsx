import { exerciseFiles } from 'virtual:exercise-files'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { progressMessages } from '../progress/messages.ts'
import { lessonOf } from '../progress/progress-state.ts'
import { useProgress } from '../progress/useProgress.ts'

/** How far a lesson is, as a shape: a ring, half a disc, a disc with a tick; a square beside it for its exercise. */
export function LessonMark({ lesson }: { lesson: LessonMeta }) {
  const { doneAt, sections, quizzes, exercises } = lessonOf(useProgress(), lesson.folder)
  const begun = Object.keys(sections).length + Object.keys(quizzes).length > 0
  const state = doneAt ? 'done' : begun ? 'begun' : null
  const passed = exerciseFiles[lesson.folder] !== undefined && exercises.exercise !== undefined
  return (
    <span className="lesson-mark" data-state={state ?? 'none'}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.4" />
        {state === 'begun' && <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />}
        {state === 'done' && (
          <>
            <circle cx="8" cy="8" r="6.5" fill="currentColor" />
            <path className="tick" d="m5 8.2 2.1 2.1L11 6.2" fill="none" strokeWidth="1.6" />
          </>
        )}
      </svg>
      {passed && (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <rect x="2.5" y="2.5" width="11" height="11" rx="2" fill="currentColor" />
          <path className="tick" d="m5 8.2 2.1 2.1L11 6.2" fill="none" strokeWidth="1.6" />
        </svg>
      )}
      {(state || passed) && (
        <span className="visually-hidden">
          {[state && progressMessages[state], passed && progressMessages.passed]
            .filter(Boolean)
            .join(', ')}
          .
        </span>
      )}
    </span>
  )
}
