import { useState } from 'react'
import { type Filter, fits } from './inspector/filter.ts'
import { inspectorMessages } from './inspector/messages.ts'
import { useInspected } from './inspector/useInspected.ts'
import { ResponseRow } from './ResponseRow.tsx'

const shownAtFirst = 25
const shownMore = 50

/** The last requests, newest first: the page's own, and those that reached the server from elsewhere. */
export function ResponseList({ filter = 'all' }: { filter?: Filter }) {
  const { requests: all, untraced } = useInspected()
  const [shown, setShown] = useState(shownAtFirst)
  const fitting = all.filter((request) => fits(request, filter))
  const more = Math.min(shownMore, fitting.length - shown)
  return (
    <>
      {fitting.length === 0 && (
        <p className="quiet responses-none">
          {all.length > 0 ? inspectorMessages.noneFit : inspectorMessages.none}
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
          {inspectorMessages.older(more)}
        </button>
      )}
      {untraced > 0 && <p className="quiet">{inspectorMessages.untraced(untraced)}</p>}
    </>
  )
}
