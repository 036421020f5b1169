// One request: its shape, status and quota in a line; opened, its whole way.
import { memo, useId, useState } from 'react'
import { parseRateLimit } from '../core/rate-limit-headers.ts'
import { liveMessages } from '../live/messages.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Shape, type ShapeKind } from '../ui/Shape.tsx'
import type { Header } from './HeaderList.tsx'
import type { InspectedRequest } from './inspector/inspected-requests.ts'
import { inspectorMessages } from './inspector/messages.ts'

type Kind = 'allowed' | 'limited' | 'unavailable' | 'failed'

const shapes: Record<Kind, ShapeKind> = {
  allowed: 'allowed',
  limited: 'rejected',
  unavailable: 'failed',
  failed: 'failed',
}

type RowProps = { request: InspectedRequest }

/** The listings are for those who open a row: nobody else waits for them. */
const Way = lazyPart(() => import('./inspector/RequestWay.tsx').then((it) => it.default), {
  loading: <p className="quiet">{inspectorMessages.loading}</p>,
})

/** Drawn again only when its trace came: an answer never changes, however often the list around it does. */
export const ResponseRow = memo(
  function ResponseRow({ request }: RowProps) {
    const [open, setOpen] = useState(false)
    const bodyId = useId()
    const kind = kindOf(request)

    return (
      <div className={`response response-${kind}`} data-open={open || undefined}>
        <button
          type="button"
          className="response-summary"
          aria-expanded={open}
          aria-controls={open ? bodyId : undefined}
          onClick={() => setOpen(!open)}
        >
          <Shape kind={shapes[kind]} />
          <Summary request={request} />
          <span className="response-chevron" aria-hidden="true" />
        </button>
        {open && (
          <div className="response-whole" id={bodyId}>
            <Reason request={request} />
            <Way request={request} />
          </div>
        )}
      </div>
    )
  },
  (before, now) =>
    before.request.logged === now.request.logged && before.request.trace === now.request.trace,
)

function Summary({ request: { logged, trace } }: RowProps) {
  const status = logged?.answer.status ?? trace?.response?.status
  const headers = logged?.answer.headers ?? trace?.response?.headers ?? []
  const ms = logged?.answer.durationMs ?? trace?.respondedMs ?? 0
  const isMine = headers.some(([name]) => name === 'x-my-limiter')
  return (
    <>
      <span className="response-status">{status}</span>
      <span className="response-quota">
        {status === undefined ? liveMessages.responses.noAnswer : quota(headers)}
      </span>
      <span className="response-from">
        {logged ? logged.client?.name : inspectorMessages.elsewhere}
        {isMine && (
          <span className="mine-mark">
            <span aria-hidden="true">{liveMessages.responses.mine}</span>
            <span className="visually-hidden"> {liveMessages.responses.mineSpoken}</span>
          </span>
        )}
      </span>
      <span className="response-time">
        {liveMessages.responses.duration(ms)}
        {!logged && <span className="visually-hidden"> {inspectorMessages.serverOnly}</span>}
      </span>
    </>
  )
}

function Reason({ request: { logged } }: RowProps) {
  if (logged?.answer.kind !== 'failed') return null
  return <p>{liveMessages.responses.failed(logged.answer.reason)}</p>
}

function kindOf({ logged, trace }: InspectedRequest): Kind {
  if (logged) return logged.answer.kind
  const status = trace?.response?.status
  if (status === undefined) return 'failed'
  if (status === 429) return 'limited'
  return status < 400 ? 'allowed' : 'failed'
}

function quota(headers: readonly Header[]): string {
  const field = headers.find(([name]) => name === 'ratelimit')?.[1]
  const item = parseRateLimit(field)?.[0]
  if (!item) return ''
  const reset = item.resetSeconds === null ? '' : ` t=${item.resetSeconds}`
  return `r=${item.remaining}${reset}`
}
