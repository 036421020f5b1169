// The line below the timeline says what is shown; a change of that is announced once. What merely counts up is not.
import { useEffect, useRef, useState } from 'react'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import type { Playback } from './playback.ts'
import type { Recording } from './timeline-state.ts'
import { clock } from './timeline-text.ts'

export function TimelineStatus({
  recording,
  playback,
  moment,
}: {
  recording: Recording
  playback: Playback
  moment: number
}) {
  const { states } = timelineMessages
  const later = recording.events.filter(({ at }) => at > moment).length
  return (
    <p className="timeline-status quiet">
      {playback.is === 'live' && states.live(recording.events.length)}
      {playback.is === 'paused' && states.paused(clock(moment), later)}
      {playback.is === 'replay' && states.replay(clock(moment))}
      {recording.forgotten > 0 && ` ${timelineMessages.forgotten(recording.forgotten)}`}
      <span className="visually-hidden" role="status">
        {useSaid(recording, playback)}
      </span>
    </p>
  )
}

function useSaid({ cleared }: Recording, playback: Playback): string {
  const { announcements } = timelineMessages
  const [text, say] = useState('')
  const first = useRef(true)
  const speed = playback.is === 'replay' ? playback.speed : null
  const pausedAt = playback.is === 'paused' ? playback.moment : null
  const wasCleared = useRef(false)

  useEffect(() => {
    if (cleared !== null) say(announcements.cleared(cleared.events.length))
    else if (wasCleared.current) say(announcements.undone)
    wasCleared.current = cleared !== null
  }, [cleared])

  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    if (speed !== null) say(announcements.replay(speed))
    else if (pausedAt !== null) say(announcements.paused(clock(pausedAt)))
    else say(announcements.live)
  }, [speed, pausedAt])

  return text
}
