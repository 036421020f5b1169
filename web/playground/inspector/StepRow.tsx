import type { InspectedRequest } from './inspected-requests.ts'
import type { Lane, Step } from './request-steps.ts'
import { StepDetails } from './StepDetails.tsx'
import { stepMessages } from './step-messages.ts'
import { type Term, useHighlight } from './useHighlight.ts'

const terms: Record<Step['kind'], Term> = {
  request: 'browser',
  key: 'key',
  call: 'script',
  reply: 'reply',
  mine: 'express',
  command: 'script',
  tapped: 'reply',
  mineAnswer: 'decision',
  unasked: 'valkey',
  decision: 'decision',
  response: 'headers',
}

/** A step is as tall as its part of the time: what took long is long. */
const leastRem = 2.4
const mostMoreRem = 4

/** One step in words, and beside it drawn: an arrow from lane to lane, or a mark on its own. */
export function StepRow({
  step,
  request,
  share,
}: {
  step: Step
  request: InspectedRequest
  share: number
}) {
  const inspector = stepMessages
  const nameOf = (lane: Lane) => (lane === 'browser' && !request.logged ? 'client' : lane)
  return (
    <li
      className={`way-step way-step-${step.kind}`}
      style={{ minHeight: `${leastRem + share * mostMoreRem}rem` }}
    >
      <span className="way-graph" data-from={step.from} data-to={step.to} aria-hidden="true">
        <i data-term="browser" />
        <i data-term="express" />
        <i data-term="valkey" />
        <b />
      </span>
      <div className="way-text" {...useHighlight(terms[step.kind])}>
        <p className="way-head">
          <strong>{inspector.step[step.kind]}</strong>
          <span className="quiet">{inspector.between(nameOf(step.from), nameOf(step.to))}</span>
          {step.ms !== null && <span className="way-ms">{inspector.ms(step.ms)}</span>}
        </p>
        <StepDetails step={step} request={request} />
      </div>
    </li>
  )
}
