// The exercise of a lesson, in a drawer from below: files and editor left, checks right, the runs at the foot.
import { type ComponentType, useEffect, useId, useRef, useState } from 'react'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { DrawerFrame } from './DrawerFrame.tsx'
import { drawer } from './drawer.ts'
import { ConsoleOutput, ExerciseFoot } from './ExerciseFoot.tsx'
import { ExerciseNotices } from './ExerciseNotices.tsx'
import { ExerciseSide } from './ExerciseSide.tsx'
import { ExerciseTools } from './ExerciseTools.tsx'
import { ExerciseWork } from './ExerciseWork.tsx'
import { exerciseMessages as text } from './messages.ts'
import { useExercise } from './useExercise.ts'
import { VerdictAnnouncer } from './VerdictAnnouncer.tsx'

export default function ExercisePanel({
  lesson,
  AfterPass,
}: {
  lesson: LessonMeta
  AfterPass: ComponentType<{ lesson: string }>
}) {
  const { store, state } = useExercise(lesson.folder)
  const [asked] = useState(() => drawer.takeAsked())
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const { facts } = state

  useEffect(() => {
    if (!asked) return
    heading.current?.focus({ preventScroll: true })
    // The task stays readable above the drawer.
    document.querySelector('.exercise')?.scrollIntoView({ block: 'start' })
    if (asked.begin) void store.start()
  }, [asked, store])

  return (
    <DrawerFrame labelledBy={id} onSave={() => void store.saveAndCheck()}>
      <div className="exercise-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {text.title(lesson.number, lesson.title)}
        </h2>
        <ExerciseTools state={state} store={store} />
      </div>
      <ExerciseNotices state={state} store={store} />
      {facts ? (
        <div className="exercise-body">
          <ExerciseWork state={state} store={store} />
          <ExerciseSide lesson={lesson} AfterPass={AfterPass} state={state} store={store} />
        </div>
      ) : (
        <NotThere failed={state.outcome !== null} onAgain={() => void store.load()} />
      )}
      <ConsoleOutput output={state.runs[0]?.output ?? ''} />
      <ExerciseFoot state={state} />
      <VerdictAnnouncer state={state} />
    </DrawerFrame>
  )
}

function NotThere({ failed, onAgain }: { failed: boolean; onAgain: () => void }) {
  return (
    <p className="exercise-body quiet">
      {failed ? text.notLoaded : text.loading}{' '}
      {failed && (
        <button type="button" className="link-button" onClick={onAgain}>
          {text.tryAgain}
        </button>
      )}
    </p>
  )
}
