import type { Client } from '../../core/ask.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import { Shape } from '../../ui/Shape.tsx'
import { useSecondsLeft } from '../../ui/useSecondsLeft.ts'
import { type DraftPolicy, keyOfClient } from './key-of-client.ts'
import { composerMessages } from './messages.ts'

const { clients: texts } = composerMessages

/** What Valkey holds for one client: "3 of 5 · 41 s". Which key is its, the answers to it have said. */
export function ClientCount({ client, policy }: { client: Client; policy: DraftPolicy }) {
  const { key, sent, held, trusted } = usePlaygroundState(({ live, answers }) => {
    const counted = keyOfClient(answers, client, policy)
    const { key } = counted
    return {
      key,
      sent: counted.key !== undefined || counted.sent,
      held: key === undefined ? undefined : live.keys[key],
      trusted: live.connection.is === 'live' && live.valkey?.up === true,
    }
  })
  const seconds = useSecondsLeft(held?.endsAt ?? null)
  if (key === undefined) {
    const text = sent ? texts.notCounted : texts.notSentYet
    return <p className="client-count quiet">{text}</p>
  }
  const count = held?.count ?? 0
  const limit = held?.limit
  const over = Math.max(0, count - (limit ?? 0))
  return (
    <p className="client-count" data-untrusted={!trusted || undefined} title={key}>
      <Shape kind={over > 0 ? 'rejected' : count > 0 ? 'allowed' : 'free'} />
      <span>
        {limit === undefined ? '0' : texts.used(Math.min(count, limit), limit, over)}
        {seconds !== null && seconds > 0 && texts.resets(seconds)}
      </span>
    </p>
  )
}
