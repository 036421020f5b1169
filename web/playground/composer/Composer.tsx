// What is sent, from whom, how often and under which policy; and the same for a terminal and for a link.
import { type ReactNode, useMemo, useRef } from 'react'
import { ClientList } from './ClientList.tsx'
import { CurlCommand } from './CurlCommand.tsx'
import { checkSetup, type Faults } from './check-setup.ts'
import type { Draft } from './composer-state.ts'
import { EndpointChoice } from './EndpointChoice.tsx'
import { PolicyFields } from './PolicyFields.tsx'
import { SendTraffic } from './SendTraffic.tsx'
import { TrafficFields } from './TrafficFields.tsx'
import { useTraffic } from './useTraffic.ts'

const noFaults: Faults = {}

export type ComposerProps = {
  draft: Draft
  onChange: (draft: Draft) => void
  /** Drawn above the button while the guide's endpoint is chosen: its counter. */
  counter?: ReactNode
}

export function Composer({ draft, onChange, counter }: ComposerProps) {
  const form = useRef<HTMLFormElement>(null)
  const { run, start, stop } = useTraffic()
  const checked = useMemo(() => checkSetup(draft), [draft])
  const setup = 'setup' in checked ? checked.setup : null
  const faults = 'faults' in checked ? checked.faults : noFaults
  const fields = { draft, faults, onChange }
  return (
    <form
      className="composer with-js"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (setup) void start(setup)
        else form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
      }}
    >
      <EndpointChoice
        endpoint={draft.endpoint}
        onChange={(endpoint) => onChange({ ...draft, endpoint })}
      />
      {draft.endpoint === 'keyspace' && <PolicyFields {...fields} />}
      {draft.endpoint === 'keyspace' && <ClientList {...fields} />}
      <TrafficFields {...fields} />
      {draft.endpoint === 'guide' && counter}
      <SendTraffic setup={setup} run={run} onStop={stop} />
      {setup && <CurlCommand setup={setup} />}
    </form>
  )
}
