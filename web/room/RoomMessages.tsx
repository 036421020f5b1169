import type { RoomView } from '../../server/room/contract.ts'
import { useTab, writeTab } from '../core/tab-store.ts'
import { roomBarMessages as text } from './messages.ts'

/** What the instructor says to all and to this learner; each can be closed, and stays so in this tab. */
export function RoomMessages({ view }: { view: RoomView }) {
  const closed = new Set((useTab('room-closed') ?? '').split(' '))
  const said = [
    { title: text.notice, message: view.notice },
    { title: text.hint, message: view.hint },
    { title: text.ownHint, message: view.ownHint },
  ]
  return said.map(
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
