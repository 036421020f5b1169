// One request opened: its way on three lanes, time downwards, and beside it the lines of Lua that ran. Loaded when the
// first row is opened.

import type { InspectedRequest } from './inspected-requests.ts'
import { LuaLines } from './LuaLines.tsx'
import { type RequestSteps, stepsOf } from './request-steps.ts'
import { StepRow } from './StepRow.tsx'
import { stepMessages } from './step-messages.ts'
import { useHighlight } from './useHighlight.ts'
import './inspector.css'

export default function RequestWay({ request }: { request: InspectedRequest }) {
  const way = stepsOf(request)
  const runs = request.trace?.limits.flatMap((limit) => limit.runs) ?? []
  const total = way.steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0)
  return (
    <div className="stack-wide way-parts" data-outside={request.logged ? undefined : true}>
      <div className="way">
        <LaneHeads outside={!request.logged} />
        <ol className="way-steps" aria-label={stepMessages.way}>
          {way.steps.map((step) => (
            <StepRow
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
  if (trace) return trace.response ? null : <p className="notice">{stepMessages.gone}</p>
  const status = logged?.answer.status
  return <p className="notice">{whyUntraced(status)}</p>
}

/** The limiter lets through or answers 429 or 503; what the server refuses with another 4xx never came to it. */
function whyUntraced(status: number | undefined): string {
  if (status === undefined) return stepMessages.neverReached
  const refusedBefore = status >= 400 && status < 500 && status !== 429
  return refusedBefore ? stepMessages.beforeLimiter(status) : stepMessages.notFollowed
}

function Totals({ way: { serverMs, outsideMs, browserMs } }: { way: RequestSteps }) {
  const { ms, total } = stepMessages
  return (
    <ul className="way-totals">
      {serverMs !== null && <li data-term="express">{total.server(ms(serverMs))}</li>}
      {outsideMs !== null && <li>{total.outside(ms(outsideMs))}</li>}
      {outsideMs === null && serverMs !== null && browserMs !== null && <li>{total.overtaken}</li>}
      {browserMs !== null && <li data-term="browser">{total.browser(ms(browserMs))}</li>}
    </ul>
  )
}

/** The three lanes' names above them: in a narrow place their first letters, since each step says them in full. */
function LaneHeads({ outside }: { outside: boolean }) {
  const { lanes } = stepMessages
  return (
    <div className="lane-heads" aria-hidden="true">
      <span {...useHighlight('browser')}>{outside ? lanes.client : lanes.browser}</span>
      <span {...useHighlight('express')}>{lanes.express}</span>
      <span {...useHighlight('valkey')}>{lanes.valkey}</span>
    </div>
  )
}
