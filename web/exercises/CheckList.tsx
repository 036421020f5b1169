import { useId } from 'react'
import type { CheckResult } from '../../server/exercises/contract.ts'
import { CheckRow } from './CheckRow.tsx'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { explainedBefore } from './explained-before.ts'
import { exerciseMessages as text } from './messages.ts'

/** What the code must do, and of each how it is: checking, or as the newest run found it. */
export function CheckList({
  state,
  store,
}: {
  state: ExerciseState
  store: Pick<ExerciseStore, 'goTo' | 'showHints'>
}) {
  const id = useId()
  const { facts, runs, checkingSince } = state
  const [run] = runs
  const results = run?.checks ?? []
  const names = facts?.checks.length ? facts.checks : results.map(({ name }) => name)
  const passed = results.filter((one) => one.state === 'passed').length
  return (
    <section aria-labelledby={id} aria-busy={checkingSince !== null}>
      <h3 id={id}>
        {text.checks.title}
        {run && !checkingSince && (
          <span className="quiet"> {text.checks.of(passed, results.length)}</span>
        )}
      </h3>
      <ul className="exercise-checks">
        {names.map((name) => (
          <CheckRow
            key={name}
            name={name}
            result={results.find((one): one is CheckResult => one.name === name) ?? null}
            checking={checkingSince !== null}
            explained={explainedBefore(results, name)}
            state={state}
            store={store}
          />
        ))}
      </ul>
    </section>
  )
}
