// The figure, as it stands at one moment, and in words below it the request that is pointed at or stepped to.
import { useState } from 'react'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import { TimelineFigure } from '../../ui/timeline/TimelineFigure.tsx'
import type { TimelineEvent } from '../../ui/timeline/timeline-figure.ts'
import { usualWidth } from '../../ui/timeline/usual-width.ts'
import type { RecordedEvent, Recording } from './timeline-state.ts'
import { clock, sentence } from './timeline-text.ts'
import { eventsUpTo, lanesShown, windowsShown } from './timeline-view.ts'

/** A third of what is past is kept free for what is to come: the ends of the windows. */
const aheadShare = 1 / 3

export function TimelinePicture({
  recording,
  moment,
  span,
  stepping,
}: {
  recording: Recording
  moment: number
  span: number
  /** While it is not live, the last request up to the moment is the one that is spoken of. */
  stepping: boolean
}) {
  const [pointed, point] = useState<TimelineEvent | null>(null)
  const events = eventsUpTo(recording, moment)
  // It moves by whole pixels: between two of them a new request changes its shapes, and neither the axis nor the windows.
  const pixelMs = span / usualWidth
  const now = Math.floor(moment / pixelMs) * pixelMs
  const from = now - span
  const to = now + span * aheadShare
  const lanes = lanesShown(recording)
  const selected = find(events, pointed) ?? (stepping ? (events.at(-1) ?? null) : null)
  return (
    <>
      <TimelineFigure
        label={timelineMessages.figureLabel}
        events={events}
        windows={windowsShown(recording, events, { from, to, moment })}
        lanes={lanes}
        from={from}
        to={to}
        now={now}
        origin={-performance.timeOrigin}
        tickLabel={clock}
        selected={selected}
        onPoint={point}
      />
      <p className="timeline-caption">
        {selected
          ? sentence(selected, lanes)
          : recording.events.length === 0
            ? timelineMessages.nothingYet
            : timelineMessages.pointHint}
      </p>
    </>
  )
}

function find(events: RecordedEvent[], pointed: TimelineEvent | null): RecordedEvent | null {
  return events.find((event) => event === pointed) ?? null
}
