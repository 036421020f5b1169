import type { RoomState } from '../../server/room/contract.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages as text } from './messages.ts'
import { type Heard, toPageTime } from './room-moment.ts'
import { spellSeconds } from './spell-seconds.ts'

/** The room's timer, by the room's clock. Its end is announced, not every second of it. */
export function TimeLeft({ timer, heard }: { timer: RoomState['timer']; heard: Heard }) {
  const left = useSecondsLeft(timer && toPageTime(timer.endsAt, heard))
  if (!timer || left === null) return null
  return (
    <span className="room-timer" data-up={left === 0 || undefined}>
      <span className="quiet">{text.timer(timer.label)}</span>{' '}
      {left > 0 ? (
        <strong>{spellSeconds(left)}</strong>
      ) : (
        <strong role="status">{text.timeUp}</strong>
      )}
    </span>
  )
}
