import { useState } from 'react'
import { Shape } from '../../ui/Shape.tsx'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import type { Recording } from './timeline-state.ts'
import { clock, detail, laneTitle } from './timeline-text.ts'
import { eventsUpTo, lanesShown } from './timeline-view.ts'

const firstShown = 50

/** The recording as a list, newest first. It is read when it is wanted: thirty lines a second are nothing to announce. */
export function TimelineLog({ recording, moment }: { recording: Recording; moment: number }) {
  const [all, showAll] = useState(false)
  const events = eventsUpTo(recording, moment)
  const lanes = lanesShown(recording)
  const older = all ? 0 : Math.max(0, events.length - firstShown)
  const text = timelineMessages.log
  // It scrolls by itself, so it must be reachable by the Tab key.
  const stop = { tabIndex: 0 }
  if (events.length === 0) return <p className="quiet">{text.empty}</p>
  return (
    <>
      <ol
        className="timeline-log"
        role="log"
        aria-live="off"
        {...stop}
        aria-label={timelineMessages.tabs.log}
      >
        {events
          .slice(older)
          .toReversed()
          .map((event) => (
            <li key={event.id}>
              <Shape kind={event.kind} />
              <span className="timeline-log-time">{clock(event.at, { milliseconds: true })}</span>
              <span>
                <strong>{laneTitle(lanes, event.lane)}</strong>: {text.line[event.kind]}
              </span>
              <span className="quiet">{detail(event)}</span>
            </li>
          ))}
      </ol>
      {older > 0 && (
        <button type="button" className="link-button" onClick={() => showAll(true)}>
          {text.older(older)}
        </button>
      )}
    </>
  )
}
