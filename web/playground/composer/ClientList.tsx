import { memo, useEffect, useRef } from 'react'
import { ClientRow } from './ClientRow.tsx'
import type { Faults } from './check-setup.ts'
import {
  addClient,
  countClientBy,
  type Draft,
  mostClients,
  removeClient,
  renameClient,
} from './composer-state.ts'
import { composerMessages } from './messages.ts'

const { clients: texts } = composerMessages

/** Up to eight clients that this one browser plays. */
export const ClientList = memo(function ClientList({
  draft,
  faults,
  onChange,
}: {
  draft: Draft
  faults: Faults
  onChange: (draft: Draft) => void
}) {
  const { clients } = draft
  const list = useRef<HTMLUListElement>(null)
  const add = useRef<HTMLButtonElement>(null)
  const next = useFocusNext()
  const full = clients.length >= mostClients
  return (
    <fieldset className="stack-tight">
      <legend>{texts.legend(clients.length, mostClients)}</legend>
      <ul className="stack-tight client-list" ref={list}>
        {clients.map((client, i) => (
          <ClientRow
            key={client.id}
            client={client}
            place={i + 1}
            policy={draft}
            fault={faults[`client-${client.id}`]}
            onRename={(name) => onChange(renameClient(draft, client.id, name))}
            onCountBy={(by) => onChange(countClientBy(draft, client.id, by))}
            onRemove={
              clients.length === 1
                ? null
                : () => {
                    next(() => add.current)
                    onChange(removeClient(draft, client.id))
                  }
            }
          />
        ))}
      </ul>
      <button
        type="button"
        ref={add}
        className="button client-add"
        aria-disabled={full}
        onClick={() => {
          if (full) return
          next(() => list.current?.querySelector('li:last-child input') ?? null)
          onChange(addClient(draft))
        }}
      >
        {texts.add}
      </button>
      <p className="quiet">{full ? texts.full : texts.why}</p>
    </fieldset>
  )
})

/** A button that goes away, or makes a field, hands the focus on once the list is drawn. */
function useFocusNext() {
  const wanted = useRef<() => HTMLElement | null>(undefined)
  useEffect(() => {
    wanted.current?.()?.focus()
    wanted.current = undefined
  })
  return (find: () => HTMLElement | null) => {
    wanted.current = find
  }
}
