// An exercise that is one Lua script, done in a room's page: the editor, its checks, and the hints one by one.
import { lessons } from 'virtual:lessons'
import { useId, useMemo } from 'react'
import { CodeEditor } from '../../editor/CodeEditor.tsx'
import { CheckList } from '../CheckList.tsx'
import { Hints } from '../Hints.tsx'
import { markersOf } from '../markers-of.ts'
import { RunVerdict } from '../RunVerdict.tsx'
import { VerdictAnnouncer } from '../VerdictAnnouncer.tsx'
import { asExercise } from './lua-exercise-state.ts'
import { luaExerciseMessages as text } from './messages.ts'
import { type LuaTrouble, useLuaExercise } from './useLuaExercise.ts'

export function LuaExercise({ lesson }: { lesson: string }) {
  const id = useId()
  const exercise = useLuaExercise(lesson)
  const { work, trouble, check } = exercise
  const run = work?.checked?.run
  const name = work?.given.original.name ?? ''
  const markers = useMemo(() => markersOf(run, name), [run, name])
  const meta = lessons.find(({ folder }) => folder === lesson)
  if (!work || !meta) {
    return trouble ? (
      <Trouble trouble={trouble} onAgain={exercise.load} />
    ) : (
      <p className="quiet">{text.loading}</p>
    )
  }
  const state = asExercise(work)
  const checking = work.checkingSince !== null
  return (
    <section className="lua-exercise" aria-labelledby={id}>
      <h3 id={id}>{text.title}</h3>
      <p>{text.text}</p>
      <CodeEditor
        value={work.content}
        onChange={exercise.type}
        language="lua"
        label={name}
        markers={markers}
        onSave={() => void check()}
        goTo={work.place}
      />
      <p className="button-row">
        <button
          type="button"
          className={run?.state === 'passed' ? 'button' : 'button button-primary'}
          aria-disabled={checking}
          title={text.checkKeys}
          onClick={() => void check()}
        >
          {checking ? text.checking : text.check}
        </button>
        {work.content !== work.given.original.content && (
          <button type="button" className="link-button" onClick={exercise.startOver}>
            {text.startOver}
          </button>
        )}
        {exercise.aside !== null && work.content === work.given.original.content && (
          <button type="button" className="link-button" onClick={exercise.bringBack}>
            {text.back}
          </button>
        )}
      </p>
      {trouble && <Trouble trouble={trouble} onAgain={check} />}
      <div className="exercise-side">
        {(run || checking) && <RunVerdict lesson={meta} state={state} store={exercise} />}
        <CheckList state={state} store={exercise} />
        <Hints state={state} store={exercise} />
      </div>
      <VerdictAnnouncer state={state} />
    </section>
  )
}

function Trouble({ trouble, onAgain }: { trouble: LuaTrouble; onAgain: () => Promise<void> }) {
  return (
    <p className="notice notice-lost" role="alert">
      {trouble.is === 'unreached' ? text.away : text.refused(trouble.title, trouble.detail)}{' '}
      <button type="button" className="link-button" onClick={() => void onAgain()}>
        {text.tryAgain}
      </button>
    </p>
  )
}
