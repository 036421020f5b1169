import { drawer } from './drawer.ts'
import { type ExerciseState, unsaved } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages as text } from './messages.ts'

/** Save and check, and close. Once passed, "Next" stands out and this no longer does. */
export function ExerciseTools({ state, store }: { state: ExerciseState; store: ExerciseStore }) {
  const dirty = unsaved(state).length > 0
  const passed = state.runs[0]?.state === 'passed' && !dirty
  const checking = state.checkingSince !== null
  return (
    <div className="exercise-tools">
      {dirty && <span className="quiet">{text.unsaved}</span>}
      {state.facts?.made && (
        <button
          type="button"
          className={passed || checking ? 'button' : 'button button-primary'}
          aria-disabled={checking && !dirty}
          title={text.saveKeys}
          onClick={() => {
            if (!checking || dirty) void store.saveAndCheck()
          }}
        >
          {checking && !dirty ? text.checks.checking : dirty ? text.save : text.check}
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={text.close}
        onClick={() => drawer.close()}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="m5 5 10 10M15 5 5 15" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>
    </div>
  )
}
