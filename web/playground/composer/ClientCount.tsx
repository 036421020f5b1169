import type { LabPolicy } from '../../../server/lab/contract.ts'
import type { Client } from '../../api.ts'
import { composerMessages } from '../../messages/en/composer.ts'
import { Shape } from '../Shape.tsx'
import { usePlaygroundState } from '../usePlayground.ts'
import { useSecondsLeft } from '../useSecondsLeft.ts'
import { keyOfClient } from './key-of-client.ts'

const { clients: texts } = composerMessages

/** What Valkey holds for one client: "3 of 5 · 41 s". Which key is its, the answers to it have said. */
export function ClientCount({
  client,
  algorithm,
}: {
  client: Client
  algorithm: LabPolicy['algorithm']
}) {
  const { key, held, trusted } = usePlaygroundState(({ live, answers }) => {
    const key = keyOfClient(answers, client, algorithm)
    return {
      key,
      held: key === undefined ? undefined : live.keys[key],
      trusted: live.connection.is === 'live' && live.valkey?.up === true,
    }
  })
  const seconds = useSecondsLeft(held?.endsAt ?? null)
  if (key === undefined) return <p className="client-count quiet">{texts.notSentYet}</p>
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
