// What is sent, from whom, how often and under which policy; and the same for a terminal and for a link.
import { memo, type ReactNode, useMemo, useRef } from 'react'
import { useOrigin } from '../../core/useOrigin.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { ClientList } from './ClientList.tsx'
import type { Setup } from './check-setup.ts'
import { checkSetup, type Faults } from './check-setup.ts'
import type { Draft } from './composer-state.ts'
import { curlCommand } from './curl-command.ts'
import { EndpointChoice } from './EndpointChoice.tsx'
import { composerMessages } from './messages.ts'
import { PolicyFields } from './PolicyFields.tsx'
import { SendTraffic } from './SendTraffic.tsx'
import { TrafficFields } from './TrafficFields.tsx'
import { useTraffic } from './useTraffic.ts'
import './composer.css'

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
      className="stack-wide composer with-js"
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

const { curl: texts } = composerMessages

/** The same traffic as one command to copy. */
const CurlCommand = memo(function CurlCommand({ setup }: { setup: Setup }) {
  const command = curlCommand(setup, useOrigin())
  return (
    <div className="stack-tight">
      <div className="composer-heading">
        <h3>{texts.title}</h3>
        <CopyButton text={command} label={texts.copy} />
      </div>
      <ScrollRegion key={command} className="composer-command" label={texts.title}>
        <pre>{command}</pre>
      </ScrollRegion>
      {setup.each > 1 && setup.rate === null && <p className="quiet">{texts.atOnce}</p>}
    </div>
  )
})
