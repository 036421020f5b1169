import type { SharedIp } from '../../../server/room/contract.ts'
import { useSecondsLeft } from '../../ui/useSecondsLeft.ts'
import { type RoomMoment, toPageTime } from '../room-moment.ts'
import { SharedResult } from '../SharedResult.tsx'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.shared

export function SharedIpPanel({
  shared,
  moment,
}: {
  shared: SharedIp | null
  moment: RoomMoment | null
}) {
  const { send, fault } = useTask()
  const left = useSecondsLeft(shared && moment ? toPageTime(shared.endsAt, moment) : null)
  const running = left !== null && left > 0
  return (
    <Panel title={text.title}>
      <p className="quiet">
        {shared === null ? text.text : running ? text.running(left) : text.over}
      </p>
      {shared && <SharedResult shared={shared} />}
      <div className="row">
        {!running && (
          <button type="button" className="button" onClick={() => send('shared-ip', { on: true })}>
            {text.start}
          </button>
        )}
        {shared && (
          <button type="button" className="button" onClick={() => send('shared-ip', { on: false })}>
            {running ? text.stop : text.clear}
          </button>
        )}
      </div>
      <TaskFault fault={fault} />
    </Panel>
  )
}
