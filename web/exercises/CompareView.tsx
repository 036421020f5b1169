import { type Compared, comparedFiles } from './compared-files.ts'
import { DiffView } from './DiffView.tsx'
import { countDifferences, diffTexts } from './diff-lines.ts'
import type { ExerciseState } from './exercise-state.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.solution

/** A solution beside the learner's files as they are, or beside the code that was given out. */
export function CompareView({
  with: side,
  state,
}: {
  with: 'mine' | 'given'
  state: ExerciseState
}) {
  const files = comparedFiles(state, side)
  const count = files.reduce((sum, file) => sum + differences(file), 0)
  return (
    <div className="exercise-compare">
      <p className="quiet">{side === 'mine' ? text.mineText(count) : text.givenText}</p>
      {files.map((file) => (
        <section key={file.name}>
          <h3>
            <code>{file.name}</code>
          </h3>
          <DiffView {...file} />
        </section>
      ))}
    </div>
  )
}

function differences({ before, after }: Compared): number {
  return countDifferences(diffTexts(before, after))
}
