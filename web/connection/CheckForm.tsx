import { type FormEvent, useRef, useState } from 'react'
import { longest } from '../../server/connection/bounds.ts'
import type { ConnectionToCheck } from '../../server/connection/contract.ts'
import type { ConnectionReport } from '../../server/valkey/contract.ts'
import { ask } from '../core/ask.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { connectionMessages } from './messages.ts'

const texts = connectionMessages.check

type State =
  | { is: 'idle' | 'trying' }
  | { is: 'reported'; report: ConnectionReport }
  | { is: 'refused'; sentence: string }

/** Host, port, password, TLS; and how far they get. Nothing typed here is kept, not even in the browser. */
export function CheckForm() {
  const [state, setState] = useState<State>({ is: 'idle' })
  const form = useRef<HTMLFormElement>(null)
  const trying = state.is === 'trying'

  /** Fills the form with something that fails, and tries it. */
  function tryWrong({ host, port, tls }: WrongConnection): void {
    const fields = form.current?.elements
    if (trying || !fields) return
    form.current?.reset()
    setField(fields.namedItem('host'), host)
    setField(fields.namedItem('port'), String(port))
    setField(fields.namedItem('tls'), tls)
    form.current?.requestSubmit()
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (trying) return
    const body = readForm(new FormData(event.currentTarget))
    setState({ is: 'trying' })
    const reply = await ask<ConnectionReport>('/api/connection-check', { body, withinMs: 30_000 })
    if (reply.is === 'answered') setState({ is: 'reported', report: reply.body })
    else if (reply.is === 'refused') setState({ is: 'refused', sentence: reply.detail })
    else setState({ is: 'refused', sentence: texts.unreachable })
  }

  return (
    <>
      <form
        ref={form}
        className="check-form"
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
      >
        <label className="check-host">
          <span>{texts.host}</span>
          <input
            name="host"
            required
            maxLength={longest.host}
            spellCheck={false}
            autoCapitalize="off"
          />
        </label>
        <label>
          <span>{texts.port}</span>
          <input name="port" type="number" required min="1" max="65535" defaultValue="6379" />
        </label>
        <label className="check-host">
          <span>{texts.password}</span>
          <input
            name="password"
            type="password"
            autoComplete="new-password"
            maxLength={longest.password}
          />
        </label>
        <label className="check-tls">
          <input name="tls" type="checkbox" defaultChecked />
          <span>{texts.tls}</span>
        </label>
        <details>
          <summary>{texts.more}</summary>
          <label>
            <span>{texts.username}</span>
            <input
              name="username"
              spellCheck={false}
              autoCapitalize="off"
              maxLength={longest.username}
            />
          </label>
          <label>
            <span>{texts.ca}</span>
            <textarea name="ca" rows={4} spellCheck={false} maxLength={longest.ca} />
          </label>
        </details>
        <button type="submit" className="button button-primary" aria-disabled={trying}>
          {texts.start}
        </button>
      </form>
      <div className="check-wrong">
        <span>{texts.wrongTitle}</span>
        {wrongConnections().map((wrong) => (
          <button
            key={wrong.title}
            type="button"
            className="button"
            aria-disabled={trying}
            onClick={() => tryWrong(wrong)}
          >
            {wrong.title}
          </button>
        ))}
      </div>
      <div className="check-result" role="status">
        {trying && <p className="quiet">{texts.trying}</p>}
        {state.is === 'refused' && <p className="notice">{state.sentence}</p>}
        {state.is === 'reported' && <Report report={state.report} />}
      </div>
    </>
  )
}

type WrongConnection = { title: string; host: string; port: number; tls: boolean }

/** Real failures: what is tried is on this machine, or has a name that never exists (RFC 2606). */
function wrongConnections(): WrongConnection[] {
  const here = '127.0.0.1'
  // The workbook's own web server: it listens, and it is neither a Valkey nor does it speak TLS.
  const web = Number(location.port) || 80
  return [
    { title: texts.wrong.nobody, host: here, port: 1, tls: false },
    { title: texts.wrong.noHost, host: 'valkey.invalid', port: 6379, tls: true },
    { title: texts.wrong.notValkey, host: here, port: web, tls: false },
    { title: texts.wrong.noTls, host: here, port: web, tls: true },
  ]
}

function setField(field: Element | RadioNodeList | null, value: string | boolean): void {
  if (!(field instanceof HTMLInputElement)) return
  if (typeof value === 'boolean') field.checked = value
  else field.value = value
}

function Report({ report }: { report: ConnectionReport }) {
  const env = texts.env(report)
  return (
    <>
      <ol className="check-steps" aria-label={texts.steps}>
        {report.steps.map((step) => (
          <li key={step.step} data-state={step.state}>
            {texts.step(step, report)}
          </li>
        ))}
      </ol>
      {report.cause && <p className="notice">{report.cause.sentence}</p>}
      {report.works && (
        <>
          <p>{texts.works(report)}</p>
          <p>{texts.nextTitle}</p>
          <div className="command check-env">
            <code>{env}</code>
            <CopyButton text={env} label={texts.nextTitle} />
          </div>
          <p className="quiet">{texts.thenPassword}</p>
        </>
      )}
    </>
  )
}

function readForm(data: FormData): ConnectionToCheck {
  const text = (name: string) => String(data.get(name) ?? '')
  const [username, password, ca] = [text('username'), text('password'), text('ca')]
  return {
    host: text('host').trim(),
    port: Number(text('port')),
    tls: data.has('tls'),
    ...(username && { username }),
    ...(password && { password }),
    ...(ca && { ca }),
  }
}
