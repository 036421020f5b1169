// One response: its shape, status and quota in a line; opened, everything that came over the wire.
import { memo, useState } from 'react'
import type { Answer } from '../api.ts'
import { messages } from '../messages/en.ts'
import { parseRateLimit } from '../rate-limit-headers.ts'
import { Shape, type ShapeKind } from './Shape.tsx'

const shapes: Record<Answer['kind'], ShapeKind> = {
  allowed: 'allowed',
  limited: 'rejected',
  unavailable: 'failed',
  failed: 'failed',
}

/** Drawn once: an answer never changes, however often the list around it does. */
export const ResponseRow = memo(function ResponseRow({ answer }: { answer: Answer }) {
  const { kind, status, durationMs, headers = [] } = answer
  const [open, setOpen] = useState(false)
  return (
    <details
      className={`response response-${kind}`}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Shape kind={shapes[kind]} />
        <span className="response-status">{status}</span>
        <span className="response-quota">
          {status === undefined ? messages.responses.noAnswer : quota(headers)}
        </span>
        <span className="response-time">{messages.responses.duration(durationMs)}</span>
        <svg className="chevron" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m6 3.5 4.5 4.5L6 12.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
        </svg>
      </summary>
      {open && <WholeResponse answer={answer} />}
    </details>
  )
})

function WholeResponse({ answer }: { answer: Answer }) {
  const { kind, status, headers = [], body = '' } = answer
  return (
    <div className="response-whole">
      {kind === 'failed' && <p>{messages.responses.failed(answer.reason)}</p>}
      {status !== undefined && (
        <>
          <p className="response-line">
            {status} {answer.statusText}
          </p>
          <HeaderList headers={headers.filter(isTold)} />
          <pre className="response-body">{pretty(body, headers)}</pre>
          <details className="response-rest">
            <summary>{messages.responses.otherHeaders}</summary>
            <HeaderList headers={headers.filter((each) => !isTold(each))} />
          </details>
        </>
      )}
    </div>
  )
}

type Header = readonly [name: string, value: string]

/** The ones that a lesson speaks of come first; the rest is a click away. */
const toldHeaders = [
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'content-type',
  'cache-control',
]
const isTold = ([name]: Header) => toldHeaders.includes(name)

function HeaderList({ headers }: { headers: readonly Header[] }) {
  return (
    <dl className="response-headers">
      {headers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function header(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([found]) => found === name)?.[1]
}

function quota(headers: readonly Header[]): string {
  const item = parseRateLimit(header(headers, 'ratelimit'))?.[0]
  if (!item) return ''
  const reset = item.resetSeconds === null ? '' : ` t=${item.resetSeconds}`
  return `r=${item.remaining}${reset}`
}

/** JSON indented for reading; everything else as it came. */
function pretty(body: string, headers: readonly Header[]): string {
  if (!/[/+]json\b/.test(header(headers, 'content-type') ?? '')) return body
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    // It says JSON and isn't: then what came is what a person needs to see.
    return body
  }
}
