// An action in the prose: real requests that take one way through the Next.js app, sent by the workbook's server.
import { type ReactNode, useState } from 'react'
import type { Way } from '../../server/nextjs/contract.ts'
import { tryWay } from './ask-nextjs.ts'
import { nextjsMessages as texts } from './messages.ts'

export type TryNextjsProps = { way: Way; children: ReactNode }

export function TryNextjs({ way, children }: TryNextjsProps) {
  const [sending, setSending] = useState(false)
  const [result, setResult] = useState('')

  async function send(): Promise<void> {
    setSending(true)
    setResult(texts.sending)
    try {
      setResult(texts.result(await tryWay(way)))
    } catch (error) {
      const refused = error instanceof Error && !(error instanceof TypeError)
      setResult(refused ? error.message : texts.unreachable)
    } finally {
      setSending(false)
    }
  }

  return (
    <span className="try-it">
      <button
        type="button"
        className="try-it-button"
        aria-disabled={sending}
        onClick={() => !sending && void send()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4.5 2.8v10.4L13 8Z" fill="currentColor" />
        </svg>
        {children}
      </button>
      <output className="try-it-result">{result}</output>
    </span>
  )
}
