// Where the exercise of the open lesson is shown. Its code, and the editor's, are loaded when it is opened.
import { exerciseFiles } from 'virtual:exercise-files'
import { type ComponentType, useEffect } from 'react'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { uiMessages } from '../ui/messages.ts'
import { drawer, useDrawerOpen } from './drawer.ts'
import { useExerciseSummary } from './exercise-list.ts'
import { taskMessages } from './task-messages.ts'

const Panel = lazyPart(() => import('./ExercisePanel.tsx').then((it) => it.default), {
  what: taskMessages.what,
  loading: null,
  frame: (notice) => (
    <div className="exercise-failed">
      {notice}
      <button type="button" className="link-button" onClick={() => drawer.close()}>
        {uiMessages.close}
      </button>
    </div>
  ),
})

/** `AfterPass` is what a passed exercise offers besides the next lesson. */
export function ExerciseDrawer({
  lesson,
  AfterPass,
}: {
  lesson: LessonMeta
  AfterPass: ComponentType<{ lesson: string }>
}) {
  const open = useDrawerOpen(lesson.folder)
  const summary = useExerciseSummary(lesson.folder)
  useEffect(() => drawer.leaveFor(lesson.folder), [lesson.folder])
  if (!open || summary === null || exerciseFiles[lesson.folder] === undefined) return null
  return <Panel lesson={lesson} AfterPass={AfterPass} key={lesson.folder} />
}
