// One key opened: what it holds, and what can be done with it, each shown as the command it is.
import { useId, useState } from 'react'
import type { LiveKey } from '../../live/live-state.ts'
import { lineMessages } from '../../live/messages.ts'
import { type LineAnswer, runLine } from '../../live/run-line.ts'
import { useSecondsLeft } from '../../ui/useSecondsLeft.ts'
import {
  deleteCommand,
  expireCommand,
  expireNowCommand,
  lookCommand,
  persistCommand,
  readSeconds,
} from './key-commands.ts'
import { keyMessages } from './messages.ts'
import '../../ui/form/form.css'

const mostShown = 2000

/** `there`: false once the key is gone; `held` is then what it last was. */
export function KeyPanel({ held, there }: { held: LiveKey; there: boolean }) {
  const [ran, setRan] = useState<{ line: string; answer: LineAnswer | null } | null>(null)
  const { key, windowSeconds } = held

  async function run(line: string): Promise<void> {
    const asked = { line, answer: null }
    setRan(asked)
    const answer = await runLine(line)
    // Whoever has run another line meanwhile waits for that one.
    setRan((now) => (now === asked ? { line, answer } : now))
  }

  return (
    <div className="key-panel">
      <KeyFacts held={held} there={there} />
      <ul className="stack" aria-label={keyMessages.actions}>
        <li>
          <KeyAction label={keyMessages.get} line={lookCommand(held)} onRun={run} />
        </li>
        <li>
          <ExpireIn name={key} onRun={run} />
          <KeyAction label={keyMessages.expireNow} line={expireNowCommand(key)} onRun={run} />
          <p className="quiet">{keyMessages.expireNowNote(windowSeconds)}</p>
        </li>
        <li>
          <KeyAction label={keyMessages.persist} line={persistCommand(key)} onRun={run} />
          <p className="quiet">{keyMessages.persistNote}</p>
        </li>
        <li>
          <KeyAction label={keyMessages.del} line={deleteCommand(key)} onRun={run} />
        </li>
      </ul>
      <output className="key-reply">
        {ran && (
          <>
            <code className="key-said">
              {lineMessages.prompt} {ran.line}
            </code>
            <code className="key-said">
              {ran.answer === null ? lineMessages.running : answerText(ran.answer)}
            </code>
          </>
        )}
      </output>
    </div>
  )
}

function answerText(answer: LineAnswer): string {
  if (answer.is === 'reply') {
    return answer.text.length > mostShown
      ? `${answer.text.slice(0, mostShown)} ${keyMessages.cut}`
      : answer.text
  }
  return `${lineMessages[answer.is]} ${answer.why}`
}

/** EXPIRE with as many seconds as one likes; what is no number of seconds is explained, and nothing is sent. */
function ExpireIn({ name, onRun }: { name: string; onRun: (line: string) => void }) {
  const [typed, setTyped] = useState('5')
  const [sent, setSent] = useState(5)
  const faultId = useId()
  const seconds = readSeconds(typed)
  return (
    <div className="key-expire">
      <label>
        {keyMessages.expireIn}{' '}
        <input
          type="text"
          inputMode="numeric"
          value={typed}
          aria-invalid={seconds === null}
          aria-describedby={faultId}
          onChange={({ target }) => {
            setTyped(target.value)
            setSent(readSeconds(target.value) ?? sent)
          }}
        />{' '}
        {keyMessages.seconds}
      </label>
      <p className="field-fault" id={faultId} role="status">
        {seconds === null && keyMessages.badSeconds(typed.trim().slice(0, 20))}
      </p>
      <KeyAction
        label={keyMessages.expire}
        line={expireCommand(name, sent)}
        onRun={onRun}
        disabled={seconds === null}
      />
    </div>
  )
}

/** Describes in words what Valkey holds under this key. */
function KeyFacts({ held, there }: { held: LiveKey; there: boolean }) {
  const seconds = useSecondsLeft(held.endsAt)
  if (!there) return <p className="notice">{keyMessages.gone}</p>
  const { type, memory, algorithm, limit, windowSeconds, problem } = held
  const holds = keyMessages.holds(held.holds, seconds)
  return (
    <div className="stack-tight">
      <p>
        {keyMessages.policy(keyMessages.algorithm(algorithm), limit, windowSeconds)}
        {type !== undefined && ` · ${type}`}
      </p>
      {holds !== null && <p>{holds}</p>}
      {memory !== undefined && (
        <p className="quiet">
          {memory === null ? keyMessages.memoryUnknown : keyMessages.memoryUsage(memory)}
        </p>
      )}
      {problem !== undefined && <p className="notice notice-warning">{problem}</p>}
      {held.endsAt === null && <p className="notice notice-warning">{keyMessages.stuck}</p>}
    </div>
  )
}

type Props = {
  label: string
  /** The command that it sends, as the console would take it. */
  line: string
  onRun: (line: string) => void
  disabled?: boolean
}

/** A button with a word for what it does, and the command that it runs. */
function KeyAction({ label, line, onRun, disabled = false }: Props) {
  return (
    <button
      type="button"
      className="key-action"
      aria-disabled={disabled}
      onClick={() => !disabled && onRun(line)}
    >
      <span>{label}</span> <code className="key-line">{line}</code>
    </button>
  )
}
