import { CopyButton } from '../lessons/CopyButton.tsx'
import { exerciseMessages } from '../messages/en/exercises.ts'
import { messages } from '../messages/en.ts'
import type { ExerciseState } from './exercise-state.ts'

/** A warning when lessons/…/exercise/ was edited in place of the learner's copy. */
export function EditedOriginal({ facts }: { facts: NonNullable<ExerciseState['facts']> }) {
  const { editedOriginal: files, folder } = facts
  if (files.length === 0) return null
  const text = exerciseMessages.edited
  const command = text.command(files)
  return (
    <div className="notice notice-warning">
      <p>
        <strong>{text.title}.</strong> {text.text(files, folder)}
      </p>
      <div className="command">
        <code>{command}</code>
        <CopyButton text={command} label={messages.code.copyOf(command)} />
      </div>
    </div>
  )
}
