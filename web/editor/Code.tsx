import { type ReactNode, useId } from 'react'
import { useOrigin } from '../core/useOrigin.ts'
import { brokenBehind } from '../ui/broken-behind.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { codeMessages } from '../ui/messages.ts'
import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import { OpenInEditor } from './OpenInEditor.tsx'
import { nodesForHost, textForHost } from './own-address.ts'

/** Filled in at build time by web/build/code-plugin.ts; `children` is the coloured `<pre><code>`. */
export type CodeProps = {
  /** Path from the repository's root; a fence has none. */
  file?: string
  region?: string
  title?: string
  language?: string
  startLine?: number
  /** The plain text, for the copy button. */
  source?: string
  highlight?: string
  children?: ReactNode
}

export function Code({
  file,
  title,
  language = 'text',
  startLine = 1,
  source = '',
  children,
}: CodeProps) {
  const label = file ?? codeMessages.languages[language] ?? language
  const id = useId()
  const { host } = new URL(useOrigin())
  // Files are shown as they are; commands are for this reader's terminal.
  const isCommand = file === undefined && (language === 'sh' || language === 'console')
  return (
    <figure className="code" data-language={language} aria-labelledby={id}>
      <figcaption>
        <span className="code-label" id={id}>
          {title && <span className="code-title">{title}</span>}
          <span className={file ? 'code-file' : 'code-language'}>
            {file ? brokenBehind('/', file) : label}
          </span>
        </span>
        {file && <OpenInEditor file={file} line={startLine} />}
        <CopyButton
          text={isCommand ? textForHost(source, host) : source}
          label={codeMessages.copyOf(label)}
        />
      </figcaption>
      <ScrollRegion className="code-scroll" label={codeMessages.listing(label)}>
        {isCommand ? nodesForHost(children, host) : children}
      </ScrollRegion>
    </figure>
  )
}
