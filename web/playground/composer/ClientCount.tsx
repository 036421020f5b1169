import type { Client } from '../../api.ts'
import { messages } from '../../messages/en.ts'
import { Shape } from '../Shape.tsx'
import { usePlayground } from '../usePlayground.ts'
import { useSecondsLeft } from '../useSecondsLeft.ts'
import { type DraftPolicy, keyOfClient } from './key-of-client.ts'

const { clients: texts } = messages.composer

/** What Valkey holds for one client: "3 of 5 · 41 s". Which key is its, the answers to it have said. */
export function ClientCount({ client, policy }: { client: Client; policy: DraftPolicy }) {
  const { live, answers } = usePlayground()
  const counted = keyOfClient(answers, client, policy)
  const { key } = counted
  const held = key === undefined ? undefined : live.keys[key]
  const seconds = useSecondsLeft(held?.endsAt ?? null)
  if (counted.key === undefined) {
    const text = counted.sent ? texts.notCounted : texts.notSentYet
    return <p className="client-count quiet">{text}</p>
  }
  const count = held?.count ?? 0
  const limit = held?.limit
  const over = Math.max(0, count - (limit ?? 0))
  const trusted = live.connection.is === 'live' && live.valkey?.up === true
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
