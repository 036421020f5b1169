import { type FormEvent, useId, useState } from 'react'
import { longestMessage } from '../../../server/room/bounds.ts'
import type { RoomState } from '../../../server/room/contract.ts'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.say
const kinds = ['notice', 'hint'] as const

/** A notice or a hint for everybody. */
export function SayPanel({ state }: { state: RoomState | null }) {
  const id = useId()
  const { send, fault } = useTask()
  const [kind, setKind] = useState<(typeof kinds)[number]>('notice')
  const [words, setWords] = useState('')
  const say = (what: typeof kind, said: string | null) =>
    send(what, what === 'notice' ? { text: said } : { id: null, text: said })

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const reply = await say(kind, words)
    if (reply.is === 'answered') setWords('')
  }

  return (
    <Panel title={text.title}>
      <form className="board-form" onSubmit={submit}>
        <fieldset className="board-choice">
          <legend className="visually-hidden">{text.kind}</legend>
          {kinds.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={`${id}-kind`}
                checked={kind === one}
                onChange={() => setKind(one)}
              />
              {text[one]}
            </label>
          ))}
        </fieldset>
        <label className="visually-hidden" htmlFor={`${id}-text`}>
          {text.text}
        </label>
        <textarea
          id={`${id}-text`}
          value={words}
          rows={2}
          maxLength={longestMessage}
          required
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="button">
          {text.send}
        </button>
      </form>
      {kinds.map((one) => {
        const standing = state?.[one]
        return (
          standing && (
            <p className="board-standing" key={one}>
              <span className="quiet">{text[one]}:</span> <q>{standing.text}</q>{' '}
              <button type="button" className="link-button" onClick={() => say(one, null)}>
                {text.takeBack}
              </button>
            </p>
          )
        )
      })}
      <TaskFault fault={fault} />
    </Panel>
  )
}
