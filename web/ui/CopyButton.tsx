import { useEffect, useState } from 'react'
import { codeMessages } from './messages.ts'

const shownMs = 2000

/**
 * `label` names what is copied, for those who don't see where the button stands; `shown` is on the button where the
 * short word says too little.
 */
export function CopyButton({
  text,
  label,
  shown = codeMessages.copy,
}: {
  text: string
  label: string
  shown?: string
}) {
  const [result, setResult] = useState<'copied' | 'refused' | null>(null)

  useEffect(() => {
    if (result === null) return
    const timer = setTimeout(() => setResult(null), shownMs)
    return () => clearTimeout(timer)
  }, [result])

  return (
    <button
      type="button"
      className="copy-button with-js"
      aria-label={label}
      onClick={async () => setResult((await copyText(text)) ? 'copied' : 'refused')}
    >
      <span aria-live="polite">{result === null ? shown : codeMessages[result]}</span>
    </button>
  )
}

/**
 * Puts text on the clipboard; false when the browser refuses. On plain-HTTP addresses other than localhost there is no
 * navigator.clipboard: there a selected, unseen field and the old copy command do it.
 */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Missing, or not allowed: the old way may still be.
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return copied
}
