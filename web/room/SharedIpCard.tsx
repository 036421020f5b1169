import type { SharedIp } from '../../server/room/contract.ts'
import { useTab, writeTab } from '../core/tab-store.ts'
import { usePlayground } from '../live/useLive.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages } from './messages.ts'
import { type Heard, toPageTime } from './room-moment.ts'
import { SharedResult } from './SharedResult.tsx'

const text = roomBarMessages.shared

/** While the whole room is one address, and what came of it afterwards. */
export function SharedIpCard({ shared, heard }: { shared: SharedIp | null; heard: Heard }) {
  const { send } = usePlayground()
  const closed = useTab('room-closed-shared')
  const left = useSecondsLeft(shared && toPageTime(shared.endsAt, heard))
  if (!shared || left === null || closed === String(shared.startedAt)) return null
  return (
    <section className="room-card room-shared" aria-label={text.title}>
      <p className="room-card-title">{text.title}</p>
      <p>{left > 0 ? text.text(shared.limit, shared.windowSeconds) : text.over}</p>
      <SharedResult shared={shared} />
      {left > 0 ? (
        <p className="room-shared-act">
          <button type="button" className="button button-primary" onClick={() => send(1)}>
            {text.send}
          </button>{' '}
          <span aria-live="off">{text.left(left)}</span>
        </p>
      ) : (
        <p>{text.lesson}</p>
      )}
      <button
        type="button"
        className="link-button"
        onClick={() => writeTab('room-closed-shared', String(shared.startedAt))}
      >
        {roomBarMessages.close}
      </button>
    </section>
  )
}
