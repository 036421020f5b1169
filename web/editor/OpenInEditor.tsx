import { useDialogs } from '../core/dialogs.ts'
import { useStored } from '../core/stored.ts'
import { editorUrl, isEditor } from './editors.ts'
import { editorMessages } from './messages.ts'
import { useCheckout } from './useCheckout.ts'

/** Opens a file of the checkout in the reader's editor; whoever has never chosen one is asked which. */
export function OpenInEditor({ file, line = 1 }: { file: string; line?: number }) {
  const stored = useStored('editor')
  const editor = isEditor(stored) ? stored : null
  const dialogs = useDialogs()
  const checkout = useCheckout(editor !== null && editor !== 'none')
  const text = editorMessages.editor

  if (editor === 'none' || checkout === 'elsewhere') return null
  if (editor === null) {
    return (
      <button
        type="button"
        className="copy-button with-js"
        aria-label={text.choose(file)}
        onClick={() => dialogs.open('progress')}
      >
        {text.open}
      </button>
    )
  }
  if (checkout === null) return null
  return (
    <a
      className="copy-button with-js open-link"
      aria-label={text.openIn(file, text.names[editor])}
      href={editorUrl(editor, { root: checkout.root, file, line })}
    >
      {text.open}
    </a>
  )
}
