import type { RoomView, SharedIp } from '../../server/room/contract.ts'
import { useTab, writeTab } from '../core/tab-store.ts'
import { usePlayground } from '../live/useLive.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages as text } from './messages.ts'
import { type RoomMoment, toPageTime } from './room-moment.ts'
import { SharedResult } from './SharedResult.tsx'

const sharedText = text.shared

/** While the whole room is one address, and what came of it afterwards. */
export function SharedIpCard({ shared, moment }: { shared: SharedIp | null; moment: RoomMoment }) {
  const { send } = usePlayground()
  const closed = useTab('room-closed-shared')
  const left = useSecondsLeft(shared && toPageTime(shared.endsAt, moment))
  if (!shared || left === null || closed === String(shared.startedAt)) return null
  return (
    <section className="room-card" aria-label={sharedText.title}>
      <p className="room-card-title">{sharedText.title}</p>
      <p>{left > 0 ? sharedText.text(shared.limit, shared.windowSeconds) : sharedText.over}</p>
      <SharedResult shared={shared} />
      {left > 0 ? (
        <p className="row">
          <button type="button" className="button button-primary" onClick={() => send(1)}>
            {sharedText.send}
          </button>{' '}
          <span aria-live="off">{sharedText.left(left)}</span>
        </p>
      ) : (
        <p>{sharedText.lesson}</p>
      )}
      <button
        type="button"
        className="link-button"
        onClick={() => writeTab('room-closed-shared', String(shared.startedAt))}
      >
        {text.close}
      </button>
    </section>
  )
}

/** What the instructor says to all and to this learner; each can be closed, and stays so in this tab. */
export function RoomMessages({ view }: { view: RoomView }) {
  const closed = new Set((useTab('room-closed') ?? '').split(' '))
  const messages = [
    { title: text.notice, message: view.notice },
    { title: text.hint, message: view.hint },
    { title: text.ownHint, message: view.ownHint },
  ]
  return messages.map(
    ({ title, message }) =>
      message &&
      !closed.has(message.id) && (
        <section className="room-card" key={message.id} aria-label={title}>
          <p className="room-card-title">{title}</p>
          <p className="room-card-text">{message.text}</p>
          <button
            type="button"
            className="link-button"
            onClick={() => writeTab('room-closed', [...closed, message.id].slice(-50).join(' '))}
          >
            {text.close}
          </button>
        </section>
      ),
  )
}
