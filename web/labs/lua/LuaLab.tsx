import { useMemo, useState } from 'react'
import { CodeEditor, type LineMarker } from '../../editor/CodeEditor.tsx'
import { LuaAnnouncement, LuaResultView } from './LuaResultView.tsx'
import { luaLabMessages as texts } from './messages.ts'
import { ScriptPicker } from './ScriptPicker.tsx'
import { scripts, textOf } from './scripts.ts'
import { splitWords } from './split-words.ts'
import { useLuaServer } from './useLuaServer.ts'

const [first] = scripts

/** An editor for a script, a Valkey to run it on, and the result. */
export default function LuaLab() {
  const { run, results, busy, refused, execute } = useLuaServer()
  const [script, setScript] = useState(first ? textOf(first) : '')
  const [keys, setKeys] = useState(first?.keys ?? '')
  const [args, setArgs] = useState(first?.args ?? '')
  const [newest, ...earlier] = results
  const error = newest?.result.error
  const markers = useMemo<LineMarker[]>(
    () => (error?.line ? [{ line: error.line, message: error.message }] : []),
    [error],
  )
  const ready = run.data.at(-1)
  const running = run.state === 'running'

  function start(): void {
    void execute({ do: 'run', script, keys: splitWords(keys), args: splitWords(args) })
  }

  return (
    <div className="lua-lab">
      <div className="lua-edit">
        <ScriptPicker
          script={script}
          onPick={(picked) => {
            setScript(textOf(picked))
            setKeys(picked.keys)
            setArgs(picked.args)
          }}
        />
        <CodeEditor
          value={script}
          onChange={setScript}
          language="lua"
          label={texts.scriptLabel}
          markers={markers}
          onSave={start}
        />
        <form
          className="lua-run"
          onSubmit={(event) => {
            event.preventDefault()
            start()
          }}
        >
          <label>
            <span>{texts.keys}</span>
            <input value={keys} onChange={({ target }) => setKeys(target.value)} {...plain} />
          </label>
          <label>
            <span>{texts.args}</span>
            <input value={args} onChange={({ target }) => setArgs(target.value)} {...plain} />
          </label>
          <button type="submit" className="button button-primary" aria-disabled={busy}>
            {busy ? (running && ready ? texts.running : texts.starting) : texts.run}
          </button>
          <button
            type="button"
            className="button"
            aria-disabled={busy || !running}
            onClick={() => running && void execute({ do: 'empty' })}
          >
            {texts.empty}
          </button>
          <button
            type="button"
            className="button"
            aria-disabled={!running}
            onClick={() => running && run.stop()}
          >
            {texts.end}
          </button>
        </form>
        <p className="quiet">
          {texts.words} {texts.shortcut}
        </p>
      </div>
      <LuaAnnouncement newest={newest} />
      <section className="lua-result" aria-label={texts.result}>
        {run.problem && (
          <p className="notice" role="alert">
            <strong>{run.problem.title}.</strong> {run.problem.detail}
          </p>
        )}
        {refused && !run.problem && (
          <p className="notice" role="alert">
            {refused}
          </p>
        )}
        {newest ? (
          <LuaResultView result={newest.result} key={newest.id} />
        ) : (
          !run.problem && !refused && <p className="quiet">{texts.nothingYet}</p>
        )}
        {earlier.length > 0 && (
          <details>
            <summary>{texts.earlier}</summary>
            <ol className="lua-earlier" reversed start={earlier.at(0)?.id}>
              {earlier.map(({ id, result }) => (
                <li key={id}>
                  <pre>{result.reply || (result.stopped ? texts.stoppedTitle : texts.noReply)}</pre>
                </li>
              ))}
            </ol>
          </details>
        )}
        {running && ready && <p className="quiet">{texts.server(ready.version, ready.limits)}</p>}
      </section>
    </div>
  )
}

const plain = { autoComplete: 'off', autoCapitalize: 'off', spellCheck: false, maxLength: 2000 }
