import { useState } from 'react'
import { Modal } from '../../ui/Modal.tsx'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.keep

export function KeepPanel() {
  const { send, fault } = useTask()
  const [asking, setAsking] = useState(false)
  return (
    <Panel title={text.title}>
      <div className="row">
        <a className="button" href="/api/board/export.csv" download>
          {text.csv}
        </a>
        <a className="button" href="/api/board/export.json" download>
          {text.json}
        </a>
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {text.end}
        </button>
      </div>
      {asking && (
        <Modal title={text.sure} className="modal-small" onClose={() => setAsking(false)}>
          <p>{text.sureText}</p>
          <div className="row">
            <button
              type="button"
              className="button board-danger"
              onClick={() => send('end', { confirm: true })}
            >
              {text.yes}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {text.no}
            </button>
          </div>
          <TaskFault fault={fault} />
        </Modal>
      )}
    </Panel>
  )
}
