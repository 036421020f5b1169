// An action in the prose: real requests that take one way through the Next.js app, sent by the workbook's server.
import { type ReactNode, useState } from 'react'
import type { Way, WayResult } from '../../server/nextjs/contract.ts'
import { ask } from '../core/ask.ts'
import { nextjsMessages as texts } from './messages.ts'

export type TryNextjsProps = { way: Way; children: ReactNode }

export function TryNextjs({ way, children }: TryNextjsProps) {
  const [sending, setSending] = useState(false)
  const [result, setResult] = useState('')

  async function send(): Promise<void> {
    setSending(true)
    setResult(texts.sending)
    const reply = await ask<WayResult>('/api/nextjs/try', { body: { way }, withinMs: 60_000 })
    if (reply.is === 'answered') setResult(texts.result(reply.body))
    else setResult(reply.is === 'refused' ? reply.detail : texts.unreachable)
    setSending(false)
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
