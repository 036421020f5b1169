import type { BoardState } from './board-state.ts'
import { boardMessages as text } from './messages.ts'

/** One word with a shape: is what the board shows true at this moment? */
export function BoardBadge({ board: { connection, valkey } }: { board: BoardState }) {
  const state = connection.is === 'live' && !valkey.up ? 'down' : connection.is
  return (
    <span className={`badge badge-${state}`}>
      <span className="badge-dot" aria-hidden="true" />
      {text.connection[state]}
    </span>
  )
}

/** What is wrong, since when, and what happens next. Nothing while all is well. */
export function BoardNotice({
  board: { connection, valkey },
  onTry,
}: {
  board: BoardState
  onTry: () => void
}) {
  if (connection.is === 'lost') {
    const time = new Date(connection.since).toLocaleTimeString('en-GB')
    return (
      <div className="notice notice-lost board-notice" role="alert">
        {text.lostSince(time)}{' '}
        <button type="button" className="link-button" onClick={onTry}>
          {text.tryNow}
        </button>
      </div>
    )
  }
  if (connection.is === 'live' && !valkey.up) {
    return (
      <div className="notice notice-lost board-notice" role="alert">
        {text.valkeyDown(valkey.cause ?? '')}
      </div>
    )
  }
  return null
}
