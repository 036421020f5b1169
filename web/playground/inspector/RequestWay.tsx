// One request opened: its way on three lanes, time downwards, and beside it the lines of Lua that ran. Loaded when the
// first row is opened.

import type { InspectedRequest } from './inspected-requests.ts'
import { LaneHeads } from './LaneHeads.tsx'
import { LuaLines } from './LuaLines.tsx'
import { WayStep } from './WayStep.tsx'
import { type Way, wayOf } from './way.ts'
import { wayMessages } from './way-messages.ts'
import './inspector.css'

export default function RequestWay({ request }: { request: InspectedRequest }) {
  const way = wayOf(request)
  const runs = request.trace?.limits.flatMap((limit) => limit.runs) ?? []
  const total = way.steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0)
  return (
    <div className="stack-wide way-parts" data-outside={request.logged ? undefined : true}>
      <div className="way">
        <LaneHeads outside={!request.logged} />
        <ol className="way-steps" aria-label={wayMessages.way}>
          {way.steps.map((step) => (
            <WayStep
              key={step.place}
              step={step}
              request={request}
              share={total > 0 ? (step.ms ?? 0) / total : 0}
            />
          ))}
        </ol>
        <WayNote request={request} />
        <Totals way={way} />
      </div>
      {runs.length > 0 && <LuaLines runs={runs} />}
    </div>
  )
}

/** What is missing, and why. */
function WayNote({ request: { logged, trace } }: { request: InspectedRequest }) {
  if (trace) return trace.response ? null : <p className="notice">{wayMessages.gone}</p>
  const status = logged?.answer.status
  return <p className="notice">{whyUntraced(status)}</p>
}

/** The limiter lets through or answers 429 or 503; what the server refuses with another 4xx never came to it. */
function whyUntraced(status: number | undefined): string {
  if (status === undefined) return wayMessages.neverReached
  const refusedBefore = status >= 400 && status < 500 && status !== 429
  return refusedBefore ? wayMessages.beforeLimiter(status) : wayMessages.notFollowed
}

function Totals({ way: { serverMs, outsideMs, browserMs } }: { way: Way }) {
  const { ms, total } = wayMessages
  return (
    <ul className="way-totals">
      {serverMs !== null && <li data-term="express">{total.server(ms(serverMs))}</li>}
      {outsideMs !== null && <li>{total.outside(ms(outsideMs))}</li>}
      {outsideMs === null && serverMs !== null && browserMs !== null && <li>{total.overtaken}</li>}
      {browserMs !== null && <li data-term="browser">{total.browser(ms(browserMs))}</li>}
    </ul>
  )
}
