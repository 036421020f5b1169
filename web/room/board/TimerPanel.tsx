import { type FormEvent, useId, useState } from 'react'
import type { RoomState } from '../../../server/room/contract.ts'
import { useSecondsLeft } from '../../ui/useSecondsLeft.ts'
import { type RoomMoment, toPageTime } from '../room-moment.ts'
import { spellSeconds } from '../TimeLeft.tsx'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.timer

/** Everybody sees the same time run down. */
export function TimerPanel({
  timer,
  moment,
}: {
  timer: RoomState['timer']
  moment: RoomMoment | null
}) {
  const id = useId()
  const { send, fault } = useTask()
  const [minutes, setMinutes] = useState('10')
  const [label, setLabel] = useState('')
  const left = useSecondsLeft(timer && moment ? toPageTime(timer.endsAt, moment) : null)

  function start(event: FormEvent): void {
    event.preventDefault()
    void send('timer', { minutes: Number(minutes), label })
  }

  return (
    <Panel title={text.title}>
      {timer && left !== null ? (
        <p className="row">
          <span className="board-timer-left">{left > 0 ? spellSeconds(left) : text.up}</span>{' '}
          <span className="quiet">{timer.label}</span>{' '}
          <button type="button" className="button" onClick={() => send('timer', { minutes: null })}>
            {text.stop}
          </button>
        </p>
      ) : (
        <form className="board-form row board-form-row" onSubmit={start}>
          <label htmlFor={`${id}-minutes`}>{text.minutes}</label>
          <input
            id={`${id}-minutes`}
            className="board-number"
            type="number"
            min="0.5"
            max="180"
            step="0.5"
            required
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
          <label htmlFor={`${id}-label`}>{text.label}</label>
          <input
            id={`${id}-label`}
            value={label}
            maxLength={40}
            placeholder={text.labelExample}
            autoComplete="off"
            onChange={(event) => setLabel(event.target.value)}
          />
          <button type="submit" className="button">
            {text.start}
          </button>
        </form>
      )}
      <TaskFault fault={fault} />
    </Panel>
  )
}
