import { playgroundPath } from '../../core/routes.ts'
import { useOrigin } from '../../core/useOrigin.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { formatLink } from './composer-link.ts'
import type { Draft } from './composer-state.ts'
import { composerMessages } from './messages.ts'

const { link: texts } = composerMessages

/** The whole setup as a link to hand on. It is the page's own address as well. */
export function ComposerLink({ draft }: { draft: Draft }) {
  const address = playgroundPath + formatLink(draft)
  return (
    <div className="composer-heading with-js">
      <h3>
        <a href={address}>{texts.title}</a>
      </h3>
      <CopyButton text={useOrigin() + address} label={texts.copy} />
    </div>
  )
}
