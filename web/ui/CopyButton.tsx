import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'
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
