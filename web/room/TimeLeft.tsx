import type { RoomState } from '../../server/room/contract.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages as text } from './messages.ts'
import { type RoomMoment, toPageTime } from './room-moment.ts'

/** The room's timer, by the room's clock. Its end is announced, not every second of it. */
export function TimeLeft({ timer, moment }: { timer: RoomState['timer']; moment: RoomMoment }) {
  const left = useSecondsLeft(timer && toPageTime(timer.endsAt, moment))
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

/** Whole seconds as on a clock: 4:05. */
export function spellSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
