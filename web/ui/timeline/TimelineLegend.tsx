import { Shape } from '../Shape.tsx'
import { timelineMessages } from './messages.ts'
import type { TimelineEvent } from './timeline-figure.ts'

const always = ['allowed', 'rejected'] as const
const whenThere = ['failed', 'waiting'] as const

/** What the shapes mean, and for how many requests one stands. */
export function TimelineLegend({
  events,
  unit,
}: {
  events: readonly TimelineEvent[]
  unit: number
}) {
  const kinds = [
    ...always,
    ...whenThere.filter((kind) => events.some((event) => event.kind === kind)),
  ]
  return (
    <figcaption className="timeline-legend">
      {kinds.map((kind) => (
        <span key={kind}>
          <Shape kind={kind} /> {timelineMessages.kinds[kind]}
        </span>
      ))}
      {unit > 1 && <strong>{timelineMessages.oneShape(unit)}</strong>}
    </figcaption>
  )
}
