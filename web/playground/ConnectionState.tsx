// Is what the page shows true at this moment? Connecting, live, lost, or Valkey down.
import { liveMessages } from '../live/messages.ts'
import { usePlayground, usePlaygroundState } from '../live/useLive.ts'

/** One word with a shape, for a heading. */
export function ConnectionBadge() {
  const state = usePlaygroundState(({ live: { connection, valkey } }) =>
    connection.is === 'live' && valkey?.up === false ? 'down' : connection.is,
  )
  return (
    <span className={`badge badge-${state}`}>
      <span className="badge-dot" aria-hidden="true" />
      {liveMessages.connection[state]}
    </span>
  )
}

/** What is wrong, since when, and what happens next. Nothing while all is well. */
export function ConnectionNotice() {
  const { reconnect } = usePlayground()
  const { connection, valkey } = useConnection()
  if (connection.is === 'lost') {
    return (
      <div className="notice notice-lost">
        <p>{liveMessages.connection.lostSince(clock(connection.since))}</p>
        <button type="button" className="link-button" onClick={reconnect}>
          {liveMessages.connection.tryNow}
        </button>
      </div>
    )
  }
  if (connection.is === 'live' && valkey?.up === false) {
    return (
      <div className="notice notice-lost">
        <p>{liveMessages.connection.valkeyDown(valkey.cause ?? '', clock(valkey.since))}</p>
      </div>
    )
  }
  return null
}

/** Which Valkey answers, in one quiet line. */
export function WhichValkey() {
  const { valkey, connection } = useConnection()
  if (!valkey || connection.is === 'lost') return <>{liveMessages.connection.valkeyUnknown}</>
  if (!valkey.up) return <>{liveMessages.connection.valkeyUnreachable(valkey.where)}</>
  return <>{liveMessages.connection.connectedTo(valkey)}</>
}

function useConnection() {
  return usePlaygroundState(({ live: { connection, valkey } }) => ({ connection, valkey }))
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB')
}
