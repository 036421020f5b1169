import { messages } from '../messages/en.ts'
import type { LiveKey } from './counter-state.ts'
import { usePlayground } from './usePlayground.ts'
import { useSecondsLeft } from './useSecondsLeft.ts'

/** Every limiter key that the server knows, as Valkey holds it: the page's own, and those of curl or another device. */
export function KeyTable() {
  const { live } = usePlayground()
  const keys = Object.values(live.keys)
  if (keys.length === 0) return <p className="quiet">{messages.playground.noKeys}</p>
  return (
    <table className="key-table" data-untrusted={live.connection.is !== 'live' || undefined}>
      <thead>
        <tr>
          <th scope="col">{messages.playground.key}</th>
          <th scope="col">{messages.playground.count}</th>
          <th scope="col">{messages.playground.ttl}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.key} held={key} yours={key.key === live.yourKey} />
        ))}
      </tbody>
    </table>
  )
}

function KeyRow({ held, yours }: { held: LiveKey; yours: boolean }) {
  const seconds = useSecondsLeft(held.endsAt)
  return (
    <tr>
      <th scope="row">
        <code>{held.key}</code> {yours && <span className="quiet">{messages.counter.you}</span>}
      </th>
      <td>{held.problem ?? held.count}</td>
      <td>{seconds === null ? messages.playground.noExpiry : messages.seconds(seconds)}</td>
    </tr>
  )
}
