import type { KeysHeld } from '../../../server/labs/lua/contract.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { luaLabMessages as texts } from './messages.ts'

/** Every key of the learner's Valkey at one moment. `changedFrom`: the moment before; what differs is marked. */
export function KeysTable({
  title,
  keys,
  changedFrom,
}: {
  title: string
  keys: KeysHeld
  changedFrom?: KeysHeld
}) {
  const before = new Map(changedFrom?.shown.map((one) => [one.key, one.value]))
  return (
    <section className="stack-tight held-keys" aria-label={title}>
      <p className="title">{title}</p>
      {keys.shown.length === 0 && <p className="quiet">{texts.none}</p>}
      {keys.shown.length > 0 && (
        <ScrollRegion className="held-keys-scroll" label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.key}</th>
                <th scope="col">{texts.type}</th>
                <th scope="col">{texts.value}</th>
                <th scope="col">{texts.ttl}</th>
              </tr>
            </thead>
            <tbody>
              {keys.shown.map(({ key, type, value, ttlMs }) => (
                <tr
                  key={key}
                  data-changed={(changedFrom && before.get(key) !== value) || undefined}
                >
                  <th scope="row">
                    <code>{key}</code>
                  </th>
                  <td>{type}</td>
                  <td>
                    <pre>{value}</pre>
                  </td>
                  <td data-stuck={ttlMs < 0 || undefined}>
                    {ttlMs < 0 ? texts.noExpiry : texts.ttlOf(ttlMs)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {keys.total > keys.shown.length && (
        <p className="quiet">{texts.more(keys.total - keys.shown.length)}</p>
      )}
    </section>
  )
}
