import type { SharedIp } from '../../server/room/contract.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages } from './messages.ts'
import { type RoomMoment, toPageTime } from './room-moment.ts'
import { SharedResult } from './SharedResult.tsx'

const text = roomBarMessages.shared

/** The shared-IP experiment on the wall. */
export function SharedStrip({ shared, moment }: { shared: SharedIp; moment: RoomMoment }) {
  const left = useSecondsLeft(toPageTime(shared.endsAt, moment)) ?? 0
  return (
    <section className="row shared-strip" aria-label={text.title}>
      <p>
        <strong>{text.title}</strong> {left > 0 ? text.left(left) : text.over}
      </p>
      <SharedResult shared={shared} />
    </section>
  )
}
