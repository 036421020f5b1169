import type { Help } from '../../server/room/contract.ts'
import { roomBarMessages as text } from './messages.ts'
import { useRoomTask } from './useRoomTask.ts'

export function HelpButton({ help }: { help: Help | null }) {
  const { send, fault } = useRoomTask()
  return (
    <span className="room-help">
      <button
        type="button"
        className="room-button"
        data-raised={help !== null || undefined}
        onClick={() => send('help', { raised: help === null })}
      >
        {help === null ? text.raise : text.lower}
      </button>
      <span aria-live="polite" className="room-help-state">
        {fault ?? (help && (help.claimedBy === null ? text.waiting : text.coming(help.claimedBy)))}
      </span>
    </span>
  )
}
