// The right side: the verdict and each check, then what helps.
import type { ComponentType } from 'react'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { CheckList } from './CheckList.tsx'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { Hints } from './Hints.tsx'
import { exerciseMessages as text } from './messages.ts'
import { RunVerdict } from './RunVerdict.tsx'
import { SolutionAsked } from './SolutionAsked.tsx'
import { StartOver } from './StartOver.tsx'

/** It scrolls, so the keyboard must reach it; and Tab from the editor stops here first, not on "Next". */
const scrolled = { role: 'region', 'aria-label': text.side, tabIndex: 0 }

export function ExerciseSide({
  lesson,
  AfterPass,
  state,
  store,
}: {
  lesson: LessonMeta
  AfterPass: ComponentType<{ lesson: string }>
  state: ExerciseState
  store: ExerciseStore
}) {
  return (
    <div className="exercise-side" {...scrolled}>
      <RunVerdict lesson={lesson} AfterPass={AfterPass} state={state} store={store} />
      <CheckList state={state} store={store} />
      <Hints state={state} store={store} />
      <SolutionAsked state={state} store={store} />
      {state.facts?.made && <StartOver folder={state.facts.folder} store={store} />}
    </div>
  )
}
