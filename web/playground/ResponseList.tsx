import { useMemo, useState } from 'react'
import { messages } from '../messages/en.ts'
import { type Filter, fits } from './inspector/filter.ts'
import { inspectedRequests } from './inspector/inspected-requests.ts'
import { useTraces } from './inspector/useTraces.ts'
import { ResponseRow } from './ResponseRow.tsx'
import { usePlaygroundState } from './usePlayground.ts'

const shownAtOnce = 50

/** The last requests, newest first: the page's own, and those that reached the server from elsewhere. */
export function ResponseList({ filter = 'all' }: { filter?: Filter }) {
  const { answers, waits } = usePlaygroundState(({ answers, pending }) => ({
    answers,
    waits: pending > 0,
  }))
  const { traces, untraced } = useTraces()
  const [shown, setShown] = useState(shownAtOnce)
  const all = useMemo(
    () => inspectedRequests({ answers, traces, pending: waits }),
    [answers, traces, waits],
  )
  const fitting = all.filter((request) => fits(request, filter))
  const more = Math.min(shownAtOnce, fitting.length - shown)
  return (
    <>
      {fitting.length === 0 && (
        <p className="quiet responses-none">
          {all.length > 0 ? messages.inspector.noneFit : messages.inspector.none}
        </p>
      )}
      {fitting.length > 0 && (
        <ol className="responses" reversed>
          {fitting.slice(0, shown).map((request) => (
            <li key={request.id}>
              <ResponseRow request={request} />
            </li>
          ))}
        </ol>
      )}
      {more > 0 && (
        <button type="button" className="link-button" onClick={() => setShown(shown + more)}>
          {messages.inspector.older(more)}
        </button>
      )}
      {untraced > 0 && <p className="quiet">{messages.inspector.untraced(untraced)}</p>}
    </>
  )
}
