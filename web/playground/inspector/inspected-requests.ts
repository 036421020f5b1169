// The page's own log and the server's traces, put together: one entry per request, newest first.
import type { LoggedAnswer } from '../../live/logged-answer.ts'
import type { ReceivedTrace } from '../../live/trace-store.ts'

/** At least one of the two: a request of this page has its answer, one from elsewhere only what the server told. */
export type InspectedRequest = {
  id: string
  at: number
  logged?: LoggedAnswer
  trace?: ReceivedTrace
}

/** `pending`: whether the page waits for answers, so that a trace without one may be that of its own request. */
export function inspectedRequests({
  answers,
  traces,
  pending,
}: {
  answers: readonly LoggedAnswer[]
  traces: readonly ReceivedTrace[]
  pending: boolean
}): InspectedRequest[] {
  const own = new Map(
    traces.flatMap((trace) =>
      trace.requestId === null ? [] : [[trace.requestId, trace] as const],
    ),
  )
  const fromHere = answers.map((logged): InspectedRequest => {
    const trace = own.get(logged.requestId)
    return { id: `page ${logged.id}`, at: logged.at, logged, ...(trace && { trace }) }
  })
  const fromElsewhere = traces
    .filter(({ requestId }) => isFromElsewhere(requestId, answers, pending))
    .map((trace): InspectedRequest => ({ id: `trace ${trace.number}`, at: trace.at, trace }))
  return [...fromHere, ...fromElsewhere].sort((a, b) => b.at - a.at)
}

/** All names that this page gives begin alike. Before its first answer nobody knows how. */
function isFromElsewhere(
  requestId: string | null,
  answers: readonly LoggedAnswer[],
  pending: boolean,
): boolean {
  if (requestId === null) return true
  const [some] = answers
  if (!some) return !pending
  return !requestId.startsWith(pageOf(some.requestId))
}

function pageOf(requestId: string): string {
  return requestId.slice(0, requestId.lastIndexOf('-') + 1)
}
