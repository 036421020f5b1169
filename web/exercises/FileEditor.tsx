// One of the learner's files. Its editor stays while another tab is shown, with its cursor and what can be undone.
import { useMemo } from 'react'
import { CodeEditor } from '../editor/CodeEditor.tsx'
import { DiffView } from './DiffView.tsx'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import {
  bringBack,
  inConflict,
  keepMine,
  type OpenFile,
  shownText,
  takeFile,
  typeInto,
} from './file-state.ts'
import { markersOf } from './markers-of.ts'
import { exerciseMessages } from './messages.ts'
import { todoLine } from './todo-place.ts'
import { useNarrow } from './useNarrow.ts'

const text = exerciseMessages.files

export function FileEditor({
  file,
  shown,
  state: { facts, runs, place },
  store,
}: {
  file: OpenFile
  shown: boolean
  state: ExerciseState
  store: ExerciseStore
}) {
  const { name, language, disk, edit, aside } = file
  const [run] = runs
  const isNarrow = useNarrow()
  const choice = inConflict(file)
  const markers = useMemo(() => markersOf(run, name), [run, name])
  const content = shownText(file)
  const original = facts?.original.find((one) => one.name === name)
  return (
    <div className="exercise-file" hidden={!shown}>
      {choice && <Conflict file={file} store={store} />}
      {disk === null && !choice && (
        <div className="notice notice-warning">
          <p>{edit ? text.goneEdited(name) : text.gone(name)}</p>
          {!edit && original && (
            <button
              type="button"
              className="button"
              onClick={() => {
                store.edit(name, (one) => typeInto(one, original.content))
                void store.saveAndCheck()
              }}
            >
              {text.putBack}
            </button>
          )}
        </div>
      )}
      {aside && (
        <p className="notice">
          {exerciseMessages.aside[aside.whose]}{' '}
          <button type="button" className="link-button" onClick={() => store.edit(name, bringBack)}>
            {exerciseMessages.aside.back}
          </button>
        </p>
      )}
      <CodeEditor
        value={content}
        onChange={(typed) => store.edit(name, (one) => typeInto(one, typed))}
        language={language}
        label={name}
        markers={markers}
        onSave={() => void store.saveAndCheck()}
        readOnly={!facts?.made}
        startAt={shown && !isNarrow ? todoLine(content) : null}
        goTo={shown && place?.file === name ? place : null}
      />
    </div>
  )
}

const conflictText = exerciseMessages.conflict

/** The file changed on disk under an edit: the learner chooses, seeing what differs. */
function Conflict({ file, store }: { file: OpenFile; store: ExerciseStore }) {
  const { name, disk, edit } = file
  return (
    <section className="notice notice-warning exercise-conflict" aria-label={conflictText.title}>
      <p role="alert">
        <strong>{conflictText.title}.</strong>{' '}
        {disk ? conflictText.text(name) : conflictText.gone(name)}
      </p>
      <p className="button-row">
        <button type="button" className="button" onClick={() => store.edit(name, keepMine)}>
          {disk ? conflictText.mine : conflictText.saveMine}
        </button>
        {disk && (
          <button type="button" className="button" onClick={() => store.edit(name, takeFile)}>
            {conflictText.file}
          </button>
        )}
      </p>
      {disk && edit && (
        <details>
          <summary>{conflictText.compare}</summary>
          <DiffView name={name} before={disk.content} after={edit.content} />
        </details>
      )}
    </section>
  )
}
