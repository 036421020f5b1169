// One key opened: what it holds, and what can be done with it, each shown as the command it is.
import { useState } from 'react'
import type { LiveKey } from '../../live/live-state.ts'
import { lineMessages } from '../../live/messages.ts'
import { type LineAnswer, runLine } from '../../live/run-line.ts'
import { ExpireIn } from './ExpireIn.tsx'
import { KeyAction } from './KeyAction.tsx'
import { KeyFacts } from './KeyFacts.tsx'
import { deleteCommand, expireNowCommand, lookCommand, persistCommand } from './key-commands.ts'
import { keyMessages } from './messages.ts'

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
      <ul className="key-actions" aria-label={keyMessages.actions}>
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
