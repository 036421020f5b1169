import { useId } from 'react'
import { useStored, writeStored } from '../core/stored.ts'
import { editors } from './editors.ts'
import { editorMessages } from './messages.ts'
import { useCheckout } from './useCheckout.ts'

export function EditorPicker() {
  const id = useId()
  const chosen = useStored('editor') ?? 'none'
  const checkout = useCheckout(true)
  const text = editorMessages.editor
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{text.title}</h3>
      <p className="quiet">{checkout === 'elsewhere' ? text.elsewhere : text.hint}</p>
      <fieldset className="segments" disabled={checkout === 'elsewhere'}>
        <legend className="visually-hidden">{text.title}</legend>
        {editors.map((editor) => (
          <label key={editor}>
            <input
              type="radio"
              name="editor"
              className="visually-hidden"
              checked={chosen === editor}
              onChange={() => writeStored('editor', editor)}
            />
            {text.names[editor]}
          </label>
        ))}
      </fieldset>
    </section>
  )
}
