import { useId } from 'react'
import type { CountedBy } from '../../../server/keyspace/contract.ts'
import { ClientCount } from './ClientCount.tsx'
import type { Fault } from './check-setup.ts'
import { countedBy, type DraftClient } from './composer-state.ts'
import type { DraftPolicy } from './key-of-client.ts'
import { composerMessages } from './messages.ts'

const { clients: texts } = composerMessages

export function ClientRow({
  client,
  place,
  policy,
  fault,
  onRename,
  onCountBy,
  onRemove,
}: {
  client: DraftClient
  place: number
  policy: DraftPolicy
  fault: Fault | undefined
  onRename: (name: string) => void
  onCountBy: (by: CountedBy) => void
  /** null: the only one, who stays. */
  onRemove: (() => void) | null
}) {
  const id = useId()
  return (
    <li className="client">
      <select
        aria-label={texts.by(place)}
        value={client.by}
        onChange={({ target }) => {
          const by = countedBy.find((name) => name === target.value)
          if (by) onCountBy(by)
        }}
      >
        {countedBy.map((by) => (
          <option key={by} value={by}>
            {texts.countedBy[by]}
          </option>
        ))}
      </select>
      <input
        aria-label={texts.name(place)}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        size={10}
        value={client.name}
        aria-invalid={fault !== undefined}
        aria-describedby={id}
        onChange={({ target }) => onRename(target.value)}
      />
      {onRemove && (
        <button
          type="button"
          className="icon-button"
          aria-label={texts.remove(place, client.name)}
          onClick={onRemove}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 4 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      )}
      <ClientCount client={client} policy={policy} />
      {client.by === 'api-key' && <p className="quiet">{texts.keyWarning}</p>}
      <p id={id} className="field-fault" aria-live="polite">
        {fault && composerMessages.fault(fault)}
      </p>
    </li>
  )
}
