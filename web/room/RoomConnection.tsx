import { usePlaygroundState } from '../live/useLive.ts'
import { roomBarMessages as text } from './messages.ts'

/** Whether what is shown of the room is true at this moment. */
export function RoomConnection() {
  const connection = usePlaygroundState(({ live }) => live.connection)
  const { is } = connection
  return (
    <span className={`badge badge-${is}`}>
      <span className="badge-dot" aria-hidden="true" />
      {text[is]}
      {connection.is === 'lost' && (
        <span className="room-since">
          {text.lostSince(new Date(connection.since).toLocaleTimeString('en-GB'))}
        </span>
      )}
    </span>
  )
}
