import { useState } from 'react'
import { runLine } from '../../live/run-line.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import { deleteLines, isKeyspaceKey } from './delete-lines.ts'
import { keyMessages } from './messages.ts'

const { emptyLab: texts } = keyMessages

/** Deletes the keys of the keyspace that this page knows, through the console. The guide's own keys stay. */
export function EmptyKeyspace() {
  const held = usePlaygroundState(({ live }) => live.keys)
  const [said, setSaid] = useState('')
  const [running, setRunning] = useState(false)
  const keys = Object.keys(held).filter(isKeyspaceKey)
  const disabled = running || keys.length === 0

  async function empty(): Promise<void> {
    setRunning(true)
    setSaid('')
    setSaid(await deleteAll(keys))
    setRunning(false)
  }

  return (
    <div className="with-js">
      <button
        type="button"
        className="button"
        aria-disabled={disabled}
        onClick={() => !disabled && void empty()}
      >
        {texts.button(keys.length)}
      </button>
      <p className="quiet" role="status">
        {said}
      </p>
    </div>
  )
}

async function deleteAll(keys: string[]): Promise<string> {
  for (const line of deleteLines(keys)) {
    const answer = await runLine(line)
    if (answer.is !== 'reply') return texts.failed(answer.why)
    if (answer.error) return texts.failed(answer.text)
  }
  return texts.done(keys.length)
}
