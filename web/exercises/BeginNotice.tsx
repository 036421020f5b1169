import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages } from './messages.ts'

/** Before the learner's copy is made, the code can be read only. */
export function BeginNotice({ folder, store }: { folder: string; store: ExerciseStore }) {
  const text = exerciseMessages.begin
  return (
    <div className="notice exercise-begin">
      <p>
        <strong>{text.title}.</strong> {text.text(folder)}
      </p>
      <button type="button" className="button button-primary" onClick={() => void store.start()}>
        {text.button}
      </button>
    </div>
  )
}
