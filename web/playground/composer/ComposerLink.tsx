import { CopyButton } from '../../lessons/CopyButton.tsx'
import { composerMessages } from '../../messages/en/composer.ts'
import { useOrigin } from '../../useOrigin.ts'
import { playgroundPath } from '../playground-path.ts'
import { formatLink } from './composer-link.ts'
import type { Draft } from './composer-state.ts'

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
