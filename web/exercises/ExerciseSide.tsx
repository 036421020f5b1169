// The right side: the verdict and each check, then what helps.
import type { LessonMeta } from '../mdx/lesson-meta.ts'
import { CheckList } from './CheckList.tsx'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { Hints } from './Hints.tsx'
import { RunVerdict } from './RunVerdict.tsx'
import { SolutionAsked } from './SolutionAsked.tsx'
import { StartOver } from './StartOver.tsx'

export function ExerciseSide({
  lesson,
  state,
  store,
}: {
  lesson: LessonMeta
  state: ExerciseState
  store: ExerciseStore
}) {
  return (
    <div className="exercise-side">
      <RunVerdict lesson={lesson} state={state} store={store} />
      <CheckList state={state} store={store} />
      <Hints state={state} store={store} />
      <SolutionAsked state={state} store={store} />
      {state.facts?.made && <StartOver folder={state.facts.folder} store={store} />}
    </div>
  )
}
