import { useState } from 'react'
import { Modal } from '../ui/Modal.tsx'
import { roomBarMessages as text } from './messages.ts'

/** The room is over: said once in front of everything, and then in the bar. */
export function EndedDialog() {
  const [open, setOpen] = useState(true)
  return (
    <>
      <p className="room-line">
        <strong>{text.ended}</strong>
      </p>
      {open && (
        <Modal title={text.ended} className="modal-small" onClose={() => setOpen(false)}>
          <p>{text.endedText}</p>
          <p>{text.endedHow}</p>
        </Modal>
      )}
    </>
  )
}
