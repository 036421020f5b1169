import type { TappedCommand } from '../../../server/inspector/contract.ts'
import { quote } from './valkey-notation.ts'
import { wayMessages } from './way-messages.ts'

/** A command of the learner's as it went over the wire. A script of several lines is shown below it, folded. */
export function CommandDetails({ command: { words } }: { command: TappedCommand }) {
  const [name = '', ...others] = words
  const script = /^eval(_ro)?$/i.test(name) ? others[0] : undefined
  const shown = others.map((word, i) =>
    i === 0 && script?.includes('\n') ? wayMessages.mine.script : quote(word),
  )
  return (
    <>
      <code className="way-code">{[name.toUpperCase(), ...shown].join(' ')}</code>
      {script?.includes('\n') && (
        <details className="way-more">
          <summary>{wayMessages.mine.scriptText(script.trimEnd().split('\n').length)}</summary>
          <pre className="way-code">{script}</pre>
        </details>
      )}
    </>
  )
}
