import type { Said } from './exercise-state.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.said

/** What came of what the learner asked for, said once. */
export function SaidNotice({ said }: { said: Said | null }) {
  const quiet = said === null || said.is === 'saved'
  return (
    <div role="status" className={quiet ? 'visually-hidden' : undefined}>
      {said && (
        <p className={said.is === 'reset' ? 'notice' : 'notice notice-warning'}>{wordsOf(said)}</p>
      )}
    </div>
  )
}

function wordsOf(said: Said): string {
  switch (said.is) {
    case 'saved':
      return text.saved
    case 'not saved yet':
      return text.notSavedYet
    case 'choose first':
      return text.chooseFirst(said.file)
    case 'reset':
      return text.reset(said.kept)
    case 'refused':
      return text.refused(said.title, said.detail)
    case 'away':
      return text.away
  }
}
