import type { KeysHeld } from '../../../server/labs/lua/contract.ts'
import { Table } from '../../ui/Table.tsx'
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
    <section className="held-keys" aria-label={title}>
      <p className="lab-part-title">{title}</p>
      {keys.shown.length === 0 && <p className="quiet">{texts.none}</p>}
      {keys.shown.length > 0 && (
        <Table
          scroll="held-keys-scroll"
          label={title}
          head={[texts.key, texts.type, texts.value, texts.ttl]}
          rows={keys.shown.map(({ key, type, value, ttlMs }) => ({
            key,
            'data-changed': (changedFrom && before.get(key) !== value) || undefined,
            cells: [
              <code key="key">{key}</code>,
              type,
              <pre key="value">{value}</pre>,
              <span key="ttl" data-stuck={ttlMs < 0 || undefined}>
                {ttlMs < 0 ? texts.noExpiry : texts.ttlOf(ttlMs)}
              </span>,
            ],
          }))}
        />
      )}
      {keys.total > keys.shown.length && (
        <p className="quiet">{texts.more(keys.total - keys.shown.length)}</p>
      )}
    </section>
  )
}
