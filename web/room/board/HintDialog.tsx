import { type FormEvent, useId, useState } from 'react'
import { longestMessage } from '../../../server/room/bounds.ts'
import type { BoardLearner } from '../../../server/room/contract.ts'
import { Modal } from '../../ui/Modal.tsx'
import { boardMessages } from './messages.ts'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.say

/** A hint for one learner, who sees it on their page at once. */
export function HintDialog({ learner, onClose }: { learner: BoardLearner; onClose: () => void }) {
  const id = useId()
  const { send, fault } = useTask()
  const [words, setWords] = useState('')
  const who = boardMessages.who(learner)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const reply = await send('hint', { id: learner.id, text: words })
    if (reply.is === 'answered') onClose()
  }

  return (
    <Modal title={boardMessages.table.hintTo(who)} className="modal-small" onClose={onClose}>
      <form className="board-form" onSubmit={submit}>
        {learner.check?.failing && (
          <p className="quiet">
            {boardMessages.table.exercise}: {learner.check.failing}
          </p>
        )}
        <label className="visually-hidden" htmlFor={id}>
          {text.text}
        </label>
        <textarea
          id={id}
          value={words}
          rows={3}
          maxLength={longestMessage}
          required
          onChange={(event) => setWords(event.target.value)}
        />
        <div className="board-buttons">
          <button type="submit" className="button button-primary">
            {text.sendTo(who)}
          </button>
        </div>
        <TaskFault fault={fault} />
      </form>
    </Modal>
  )
}
