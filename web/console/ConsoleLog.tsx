import { memo, useLayoutEffect, useRef } from 'react'
import { lineMessages } from '../live/messages.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Shape } from '../ui/Shape.tsx'
import { type Entry, transcript } from './console-state.ts'
import { consoleMessages } from './messages.ts'

const nearPixels = 40

/** What was typed and what came back, oldest first. It follows its end unless somebody has scrolled away from there. */
export function ConsoleLog({
  entries,
  onClear,
}: {
  entries: readonly Entry[]
  onClear: () => void
}) {
  const log = useRef<HTMLDivElement>(null)
  const follows = useRef(true)

  const newest = entries.at(-1)

  useLayoutEffect(() => {
    if (newest && log.current && follows.current) log.current.scrollTop = log.current.scrollHeight
  }, [newest])

  // It scrolls, so the keyboard must be able to reach it; empty, it waits unseen for something to say.
  const region = { role: 'log', 'aria-label': consoleMessages.log, ...(newest && { tabIndex: 0 }) }
  return (
    <div className="console-screen" data-empty={!newest || undefined}>
      <div
        className="console-log"
        ref={log}
        {...region}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < nearPixels
        }}
      >
        {entries.map((entry) => (
          <LogEntry key={entry.id} entry={entry} />
        ))}
      </div>
      {newest && (
        <p className="console-tools">
          <CopyButton
            text={transcript(entries, lineMessages.prompt)}
            label={consoleMessages.copy}
          />
          <button
            type="button"
            className="copy-button"
            aria-label={consoleMessages.clearAll}
            onClick={onClear}
          >
            {consoleMessages.clear}
          </button>
        </p>
      )}
    </div>
  )
}

/** Drawn once, and once more when its answer is there. */
const LogEntry = memo(function LogEntry({ entry: { line, answer } }: { entry: Entry }) {
  return (
    <div className="console-entry">
      <p className="console-line">
        <span className="console-sign" aria-hidden="true">
          {lineMessages.prompt}{' '}
        </span>
        <code>{line}</code>
      </p>
      <Answer answer={answer} />
    </div>
  )
})

function Answer({ answer }: { answer: Entry['answer'] }) {
  if (answer === null) return <p className="console-waiting">{lineMessages.running}</p>
  if ('text' in answer) {
    const isError = answer.is === 'reply' && answer.error
    return (
      <pre className={isError ? 'console-reply console-error' : 'console-reply'}>{answer.text}</pre>
    )
  }
  return (
    <p className="console-refusal">
      <Shape kind={answer.is === 'refused' ? 'rejected' : 'failed'} />
      <span>
        <strong>{lineMessages[answer.is]}</strong> {answer.why}
      </span>
    </p>
  )
}
