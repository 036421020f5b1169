import { CopyButton } from '../../lessons/CopyButton.tsx'
import { messages } from '../../messages/en.ts'
import { playgroundPath } from '../playground-path.ts'
import { formatLink } from './composer-link.ts'
import type { Draft } from './composer-state.ts'
import { useOrigin } from './useOrigin.ts'

const { link: texts } = messages.composer

/** The whole setup as a link to hand on. */
export function ComposerLink({ draft }: { draft: Draft }) {
  const address = playgroundPath + formatLink(draft)
  return (
    <div className="composer-part with-js">
      <h3 className="composer-title">{texts.title}</h3>
      <div className="command">
        <code>{address}</code>
        <CopyButton text={useOrigin() + address} label={texts.copy} />
      </div>
    </div>
  )
}
