// What the learner is told above their files: whether the server is there, what came of their last click, and that their
// copy is not made yet.
import type { ExerciseState, Outcome } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages } from './messages.ts'

export function ExerciseNotices({ state, store }: { state: ExerciseState; store: ExerciseStore }) {
  const { facts, line, outcome, warnings } = state
  return (
    <div className="exercise-notices">
      {line.is === 'lost' && (
        <p className="notice notice-lost" role="alert">
          {exerciseMessages.line.lostSince(new Date(line.since).toLocaleTimeString('en-GB'))}
        </p>
      )}
      <OutcomeNotice outcome={outcome} />
      {warnings.map((warning) => (
        <p key={warning} className="notice notice-warning">
          {warning}
        </p>
      ))}
      {facts && !facts.made && <BeginNotice folder={facts.folder} store={store} />}
    </div>
  )
}

const outcomeText = exerciseMessages.outcome

/** What came of what the learner asked for, said once. */
function OutcomeNotice({ outcome }: { outcome: Outcome | null }) {
  const quiet = outcome === null || outcome.is === 'saved'
  return (
    <div role="status" className={quiet ? 'visually-hidden' : undefined}>
      {outcome && (
        <p className={outcome.is === 'reset' ? 'notice' : 'notice notice-warning'}>
          {wordsOf(outcome)}
        </p>
      )}
    </div>
  )
}

function wordsOf(outcome: Outcome): string {
  switch (outcome.is) {
    case 'saved':
      return outcomeText.saved
    case 'not saved yet':
      return outcomeText.notSavedYet
    case 'choose first':
      return outcomeText.chooseFirst(outcome.file)
    case 'reset':
      return outcomeText.reset(outcome.kept)
    case 'refused':
      return outcomeText.refused(outcome.title, outcome.detail)
    case 'away':
      return outcomeText.away
  }
}

/** Before the learner's copy is made, the code can be read only. */
function BeginNotice({ folder, store }: { folder: string; store: ExerciseStore }) {
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
