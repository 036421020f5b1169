import { useCallback, useEffect, useId, useState } from 'react'
import type { ConnectionNow } from '../../server/valkey/contract.ts'
import { ask } from '../core/ask.ts'
import { connectionMessages } from './messages.ts'

const texts = connectionMessages.now

/** What the workbook is connected to, asked and measured when it is first seen, and again on demand. */
export function ConnectedTo() {
  const id = useId()
  const [now, setNow] = useState<ConnectionNow | null>(null)
  const [failed, setFailed] = useState(false)
  const [asking, setAsking] = useState(true)

  const measure = useCallback(async (signal?: AbortSignal) => {
    setAsking(true)
    const reply = await ask<ConnectionNow>('/api/connection', { signal, withinMs: 30_000 })
    if (signal?.aborted) return
    if (reply.is === 'answered') setNow(reply.body)
    setFailed(reply.is !== 'answered')
    setAsking(false)
  }, [])
  useEffect(() => {
    const leaving = new AbortController()
    void measure(leaving.signal)
    return () => leaving.abort()
  }, [measure])

  return (
    <section className="connected-to" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {texts.title}
      </p>
      <p className="notice without-js">{texts.needsJavaScript}</p>
      <div className="with-js" role="status">
        {failed && <p className="notice">{texts.unreachable}</p>}
        {!failed && !now && <p className="quiet">{texts.measuring}</p>}
        {!failed && now && <Facts {...now} />}
      </div>
      <button
        type="button"
        className="button with-js"
        aria-disabled={asking}
        onClick={() => !asking && void measure()}
      >
        {texts.measure}
      </button>
    </section>
  )
}

function Facts({ status, roundTripMs }: ConnectionNow) {
  const { up, where, version, tls, cause } = status
  if (!up) return <p className="notice">{texts.down(cause ?? '')}</p>
  const local = /127\.0\.0\.1|localhost|\[::1\]/.test(where)
  return (
    <dl className="facts">
      <dt>{texts.where}</dt>
      <dd>{where}</dd>
      <dt>{texts.version}</dt>
      <dd>{version ?? texts.unknown}</dd>
      <dt>{texts.tls}</dt>
      <dd>{tls ? texts.tlsOn : local ? texts.tlsOff : texts.tlsOffElsewhere}</dd>
      <dt>{texts.ping}</dt>
      <dd>{roundTripMs.length > 0 ? texts.measured(roundTripMs) : texts.unknown}</dd>
    </dl>
  )
}
