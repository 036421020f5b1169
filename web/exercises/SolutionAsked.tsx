// A solution ends the puzzle, so it is asked for twice. Whoever has passed need not be asked.
import { useId, useState } from 'react'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.solution

export function SolutionAsked({ state, store }: { state: ExerciseState; store: ExerciseStore }) {
  const id = useId()
  const [asking, setAsking] = useState(false)
  const { facts, solution } = state
  const show = () => {
    setAsking(false)
    void store.askForSolution()
  }
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{text.title}</h3>
      {solution ? (
        <p className="row">
          {(['mine', 'given'] as const).map((side) => (
            <button
              key={side}
              type="button"
              className="button"
              onClick={() => store.show({ is: side })}
            >
              {text[side]}
            </button>
          ))}
        </p>
      ) : asking ? (
        <div className="notice notice-warning">
          <p>{text.sure}</p>
          <p className="row">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {text.no}
            </button>
            <button type="button" className="button" onClick={show}>
              {text.yes}
            </button>
          </p>
        </div>
      ) : (
        <>
          {!facts?.solved && <p className="quiet">{text.text}</p>}
          <button
            type="button"
            className="button"
            onClick={() => (facts?.solved ? show() : setAsking(true))}
          >
            {text.ask}
          </button>
        </>
      )}
    </section>
  )
}
