// Where the exercise of the open lesson is shown. Its code, and the editor's, are loaded when it is opened.
import { exerciseFiles } from 'virtual:exercise-files'
import { type ComponentType, useEffect, useState } from 'react'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { uiMessages } from '../ui/messages.ts'
import { drawer, useDrawerOpen } from './drawer.ts'
import { useExerciseSummary } from './exercise-list.ts'
import { taskMessages } from './task-messages.ts'
import './exercises.css'

type Panel = ComponentType<{ lesson: LessonMeta; AfterPass: ComponentType<{ lesson: string }> }>

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
  const wanted = open && summary !== null && exerciseFiles[lesson.folder] !== undefined
  const [panel, setPanel] = useState<Panel | 'failed' | null>(null)

  useEffect(() => drawer.leaveFor(lesson.folder), [lesson.folder])

  useEffect(() => {
    if (!wanted) return
    import('./ExercisePanel.tsx').then(
      ({ default: Loaded }) => setPanel(() => Loaded),
      () => setPanel('failed'),
    )
  }, [wanted])

  if (!wanted || panel === null) return null
  if (panel === 'failed') {
    return (
      <p className="notice notice-lost exercise-failed" role="alert">
        {taskMessages.notLoaded}{' '}
        <button type="button" className="link-button" onClick={() => drawer.close()}>
          {uiMessages.close}
        </button>
      </p>
    )
  }
  const Panel = panel
  return <Panel lesson={lesson} AfterPass={AfterPass} key={lesson.folder} />
}
