import { memo } from 'react'
import { useOrigin } from '../../core/useOrigin.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import type { Setup } from './check-setup.ts'
import { curlCommand } from './curl-command.ts'
import { composerMessages } from './messages.ts'

const { curl: texts } = composerMessages

/** The same traffic as one command to copy. */
export const CurlCommand = memo(function CurlCommand({ setup }: { setup: Setup }) {
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
