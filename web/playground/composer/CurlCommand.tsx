import { CopyButton } from '../../lessons/CopyButton.tsx'
import { messages } from '../../messages/en.ts'
import type { Setup } from './check-setup.ts'
import { curlCommand } from './curl-command.ts'
import { useOrigin } from './useOrigin.ts'

const { curl: texts } = messages.composer

/** The same traffic as one command to copy. */
export function CurlCommand({ setup }: { setup: Setup }) {
  const command = curlCommand(setup, useOrigin())
  return (
    <div className="composer-part">
      <h3 className="composer-title">{texts.title}</h3>
      <div className="command">
        <code className="command-lines">{command}</code>
        <CopyButton text={command} label={texts.copy} />
      </div>
      {setup.each > 1 && setup.rate === null && <p className="quiet">{texts.atOnce}</p>}
    </div>
  )
}
