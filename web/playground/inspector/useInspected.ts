import { use, useCallback, useMemo, useRef } from 'react'
import { createBatch, useStore } from '../../core/store.ts'
import { sameShown } from '../../live/same-shown.ts'
import { noTraces } from '../../live/trace-store.ts'
import { initialPlayground, usePlayground } from '../../live/useLive.ts'
import { TraceContext } from '../../live/useTraces.ts'
import { inspectedRequests } from './inspected-requests.ts'

const noRequests = { ...shownOf(initialPlayground), ...noTraces }
type Parts = typeof noRequests

/**
 * The requests to list, newest first. What comes is shown at once; of a flood, at most once per `everyMs`: a new row
 * moves all others, which is the dearest thing to draw on the page, and nobody reads thirty lists a second.
 */
export function useInspected({ everyMs = 250 }: { everyMs?: number } = {}) {
  const playground = usePlayground()
  const store = use(TraceContext)
  const last = useRef<Parts>(noRequests)

  const read = useCallback(() => {
    const parts = { ...shownOf(playground.read()), ...store.read() }
    if (!sameShown(last.current, parts)) last.current = parts
    return last.current
  }, [playground, store])

  const subscribe = useCallback(
    (listener: () => void) => {
      let known = read()
      const batch = createBatch<Parts>({ everyMs, tell: listener })
      const follow = () => {
        const parts = read()
        if (parts !== known) batch.add(parts)
        known = parts
      }
      const leavePlayground = playground.subscribe(follow)
      const leaveTraces = store.subscribe(follow)
      return () => {
        leavePlayground()
        leaveTraces()
        batch.close()
      }
    },
    [playground, store, read, everyMs],
  )

  const { answers, waits, traces, untraced } = useStore(
    { read, subscribe },
    noRequests,
    (all) => all,
  )
  const requests = useMemo(
    () => inspectedRequests({ answers, traces, pending: waits }),
    [answers, traces, waits],
  )
  return { requests, untraced }
}

/** Whether answers are awaited matters only before the first one: see inspectedRequests(). */
function shownOf({ answers, pending }: typeof initialPlayground) {
  return { answers, waits: answers.length === 0 && pending > 0 }
}
