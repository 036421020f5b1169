import { lessons } from 'virtual:lessons'
import { type FormEvent, useId, useState } from 'react'
import { namePlace } from '../name-place.ts'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.follow

export function FollowPanel({ follow }: { follow: string | null }) {
  const id = useId()
  const { send, fault } = useTask()
  const [path, setPath] = useState(`/lessons/${lessons[0]?.folder}/`)

  function lead(event: FormEvent): void {
    event.preventDefault()
    void send('follow', { path })
  }

  return (
    <Panel title={text.title}>
      <p className="quiet">{follow === null ? text.off : text.on(namePlace(follow))}</p>
      <form className="board-form row board-form-row" onSubmit={lead}>
        <label className="visually-hidden" htmlFor={id}>
          {text.lesson}
        </label>
        <select id={id} value={path} onChange={(event) => setPath(event.target.value)}>
          {lessons.map(({ folder, number, title }) => (
            <option key={folder} value={`/lessons/${folder}/`}>
              {boardMessages.table.lesson(number, title)}
            </option>
          ))}
        </select>
        <button type="submit" className="button">
          {text.start}
        </button>
        {follow !== null && (
          <button type="button" className="button" onClick={() => send('follow', { path: null })}>
            {text.stop}
          </button>
        )}
      </form>
      <TaskFault fault={fault} />
    </Panel>
  )
}
