import { type FormEvent, useId, useState } from 'react'
import { longestName } from '../../server/room/bounds.ts'
import type { RoomView } from '../../server/room/contract.ts'
import { joinPath } from '../core/routes.ts'
import { Modal } from '../ui/Modal.tsx'
import { joinMessages } from './join-messages.ts'
import { roomBarMessages as text } from './messages.ts'
import { useRoomTask } from './useRoomTask.ts'

/** Who one is in the room; pressed, it can be changed. */
export function YourName({ you }: { you: RoomView['you'] }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="room-you" title={text.rename} onClick={() => setOpen(true)}>
        {text.you(you)}
      </button>
      {open && <NameDialog name={you.name} onClose={() => setOpen(false)} />}
    </>
  )
}

function NameDialog({ name, onClose }: { name: string | null; onClose: () => void }) {
  const id = useId()
  const { send, fault } = useRoomTask()
  const [typed, setTyped] = useState(name ?? '')

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const reply = await send('me', { name: typed.trim() || null }, { method: 'PATCH' })
    if (reply.is === 'answered') onClose()
  }

  return (
    <Modal title={text.rename} className="modal-small" onClose={onClose}>
      <form className="board-form" onSubmit={save}>
        <label htmlFor={id}>
          {joinMessages.name} <span className="quiet">({joinMessages.optional})</span>
        </label>
        <input
          id={id}
          value={typed}
          maxLength={longestName}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="board-buttons">
          <button type="submit" className="button button-primary">
            {text.save}
          </button>
          <a className="button" href={joinPath}>
            {text.leave}
          </a>
        </div>
        {fault !== null && (
          <p className="notice notice-lost" role="alert">
            {fault}
          </p>
        )}
      </form>
    </Modal>
  )
}
