import { Fragment, useRef } from 'react'
import type { ConsoleInfo } from '../../server/console/contract.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { ConsoleLog } from './ConsoleLog.tsx'
import { ConsolePrompt } from './ConsolePrompt.tsx'
import { consoleMessages } from './messages.ts'
import { useConsole } from './useConsole.ts'
import './console.css'

const { lead } = consoleMessages

export function ConsolePanel() {
  const { state, dispatch, info, readInfo, run } = useConsole()
  const yourKey = usePlaygroundState(({ live }) => live.yourKey)
  const keys = usePlaygroundState(({ live }) => [
    ...new Set([...(live.yourKey === null ? [] : [live.yourKey]), ...Object.keys(live.keys)]),
  ])
  const input = useRef<HTMLInputElement>(null)
  if (!info) return <p className="quiet">{consoleMessages.loading}</p>
  if (!info.on) return <ConsoleOff why={info.why} onTryAgain={readInfo} />

  return (
    <div className="console">
      <p className="quiet">
        {lead.before}{' '}
        {info.prefixes.map((prefix, i) => (
          <Fragment key={prefix}>
            {i > 0 && lead.or}
            <code>{prefix}</code>
          </Fragment>
        ))}
      </p>
      {state.entries.length === 0 && (
        <Examples info={info} yourKey={yourKey} onRun={(line) => run([line])} />
      )}
      <ConsoleLog
        entries={state.entries}
        onClear={() => {
          dispatch({ type: 'cleared' })
          input.current?.focus()
        }}
      />
      <ConsolePrompt
        input={input}
        state={state}
        dispatch={dispatch}
        known={{ commands: info.commands, keys }}
        onRun={run}
      />
    </div>
  )
}

/** Nothing typed yet: what to try first, each a click. */
function Examples({
  info,
  yourKey,
  onRun,
}: {
  info: Extract<ConsoleInfo, { on: true }>
  yourKey: string | null
  onRun: (line: string) => void
}) {
  const key = yourKey ?? `${info.prefixes[0] ?? ''}127.0.0.1`
  return (
    <p className="row console-examples">
      {consoleMessages.start}{' '}
      {[`GET ${key}`, `PTTL ${key}`, 'HELP'].map((line) => (
        <button type="button" className="console-example" key={line} onClick={() => onRun(line)}>
          <code>{line}</code>
        </button>
      ))}
    </p>
  )
}

function ConsoleOff({ why, onTryAgain }: { why: string; onTryAgain: () => void }) {
  return (
    <div className="notice">
      <p>
        {consoleMessages.off} {why}
      </p>
      <button type="button" className="link-button" onClick={onTryAgain}>
        {consoleMessages.tryAgain}
      </button>
    </div>
  )
}
