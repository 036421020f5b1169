import { useId, useState } from 'react'
import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.reset

/**
 * The learner's files go back to the beginning, after a question that says where the old ones are kept.
 * `folder`: theirs, "workspace/04-atomic-counter".
 */
export function StartOver({ folder, store }: { folder: string; store: ExerciseStore }) {
  const id = useId()
  const [asking, setAsking] = useState(false)
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{text.title}</h3>
      {asking ? (
        <div className="notice notice-warning">
          <p>{text.sure(keptIn(folder))}</p>
          <p className="row">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {text.no}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                setAsking(false)
                void store.reset()
              }}
            >
              {text.yes}
            </button>
          </p>
        </div>
      ) : (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {text.ask}
        </button>
      )}
    </section>
  )
}

/** As server/exercises/workspace.ts does it: beside the copies, out of their way. */
function keptIn(folder: string): string {
  return `${folder.replace(/[^/\\]+$/, (lesson) => `.saved/${lesson}`)}/`
}
