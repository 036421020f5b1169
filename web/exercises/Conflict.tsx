import { DiffView } from './DiffView.tsx'
import type { ExerciseStore } from './exercise-store.ts'
import { keepMine, type OpenFile, takeFile } from './file-state.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.conflict

/** The file changed on disk under an edit: the learner chooses, seeing what differs. */
export function Conflict({ file, store }: { file: OpenFile; store: ExerciseStore }) {
  const { name, disk, edit } = file
  return (
    <section className="notice notice-warning exercise-conflict" aria-label={text.title}>
      <p role="alert">
        <strong>{text.title}.</strong> {disk ? text.text(name) : text.gone(name)}
      </p>
      <p className="row">
        <button type="button" className="button" onClick={() => store.edit(name, keepMine)}>
          {disk ? text.mine : text.saveMine}
        </button>
        {disk && (
          <button type="button" className="button" onClick={() => store.edit(name, takeFile)}>
            {text.file}
          </button>
        )}
      </p>
      {disk && edit && (
        <details>
          <summary>{text.compare}</summary>
          <DiffView name={name} before={disk.content} after={edit.content} />
        </details>
      )}
    </section>
  )
}
