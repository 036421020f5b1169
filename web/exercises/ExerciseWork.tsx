// The left side: a tab for each of the learner's files, and, once the solution was asked for, both comparisons.
import { useId } from 'react'
import { OpenInEditor } from '../editor/OpenInEditor.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { type Compared, comparedFiles } from './compared-files.ts'
import { DiffView } from './DiffView.tsx'
import { countDifferences, diffTexts } from './diff-lines.ts'
import { type ExerciseState, shownView, type View } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { FileEditor } from './FileEditor.tsx'
import { exerciseMessages, exerciseMessages as text } from './messages.ts'
import { todoPlace } from './todo-place.ts'

/** The panel scrolls, so the keyboard must reach it. */
const scrolled = { tabIndex: 0 }

export function ExerciseWork({ state, store }: { state: ExerciseState; store: ExerciseStore }) {
  const id = useId()
  const { facts, files, solution } = state
  const view = shownView(state)
  if (!facts) return null
  const comparisons = solution ? (['mine', 'given'] as const) : []
  const todo = view.is === 'file' ? todoPlace(files, view.name) : null
  const views: View[] = [
    ...files.map(({ name }): View => ({ is: 'file', name })),
    ...comparisons.map((is) => ({ is })),
  ]
  return (
    <div className="exercise-work">
      <div className="exercise-bar">
        <Tabs
          className="exercise-tabs"
          label={text.files.label}
          tabs={[
            ...files.map(({ name, edit }) => ({
              key: keyOf({ is: 'file', name }),
              of: 'file',
              label: <FileName name={name} edited={edit !== null} />,
            })),
            ...comparisons.map((is) => ({ key: is, of: is, label: text.solution[is] })),
          ]}
          chosen={keyOf(view)}
          panelId={id}
          onChoose={(key) => store.show(views.find((one) => keyOf(one) === key) ?? view)}
        />
        <span className="exercise-places">
          {todo && (
            <button type="button" className="link-button" onClick={() => store.goTo(todo)}>
              {view.is === 'file' && todo.file === view.name
                ? text.files.todo(todo.line)
                : text.files.todoIn(todo.file, todo.line)}
            </button>
          )}
          {view.is === 'file' && facts.made && (
            <OpenInEditor file={`${facts.folder}/${view.name}`} />
          )}
        </span>
      </div>
      <div
        className="exercise-view"
        role="tabpanel"
        id={id}
        aria-labelledby={`${id}-tab`}
        {...scrolled}
      >
        {files.map((file) => (
          <FileEditor
            key={file.name}
            file={file}
            shown={view.is === 'file' && view.name === file.name}
            state={state}
            store={store}
          />
        ))}
        {view.is !== 'file' && <CompareView with={view.is} state={state} />}
        {!facts.made && <p className="quiet">{text.files.notHereYet}</p>}
      </div>
      {view.is === 'file' && facts.made && <p className="exercise-keys">{text.files.keys}</p>}
    </div>
  )
}

function FileName({ name, edited }: { name: string; edited: boolean }) {
  return (
    <>
      {name}
      {edited && (
        <>
          <span aria-hidden="true"> •</span>
          <span className="visually-hidden">, {text.unsaved}</span>
        </>
      )}
    </>
  )
}

/** A file may be called "mine". */
function keyOf(view: View): string {
  return view.is === 'file' ? `file ${view.name}` : view.is
}

const solutionText = exerciseMessages.solution

/** A solution beside the learner's files as they are, or beside the code that was given out. */
function CompareView({ with: side, state }: { with: 'mine' | 'given'; state: ExerciseState }) {
  const files = comparedFiles(state, side)
  const count = files.reduce((sum, file) => sum + differences(file), 0)
  return (
    <div className="exercise-compare">
      <p className="quiet">
        {side === 'mine' ? solutionText.mineText(count) : solutionText.givenText}
      </p>
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
