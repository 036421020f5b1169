import type { Pace, RoomView } from '../../server/room/contract.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages as text } from './messages.ts'
import { type Heard, toPageTime } from './room-moment.ts'
import { useRoomTask } from './useRoomTask.ts'

/** As on the board: what was said five minutes ago was about something else. */
const fadesMs = 5 * 60_000
const paces = ['slower', 'faster'] as const satisfies Pace[]

export function PaceButtons({ pace, heard }: { pace: RoomView['pace']; heard: Heard }) {
  const { send, fault } = useRoomTask()
  const left = useSecondsLeft(pace && toPageTime(pace.at + fadesMs, heard))
  const said = left === 0 ? null : (pace?.value ?? null)
  return (
    <fieldset className="room-pace" title={fault ?? text.paceSaid}>
      <legend className="visually-hidden">{text.pace}</legend>
      {paces.map((one) => (
        <button
          key={one}
          type="button"
          className="room-button"
          aria-pressed={said === one}
          onClick={() => send('pace', { pace: said === one ? null : one })}
        >
          {text[one]}
        </button>
      ))}
      {fault !== null && (
        <span className="visually-hidden" role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  )
}
