// Stop, play again, step through, clear and bring back.
import { memo, useState } from 'react'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import {
  type Playback,
  pause,
  play,
  type Speed,
  seek,
  speeds,
  stepFrom,
  withSpeed,
} from './playback.ts'
import { TimelineIcon } from './TimelineIcon.tsx'
import { clock } from './timeline-text.ts'
import type { Recorder } from './useRecorder.ts'

export type TimelineToolsProps = {
  recorder: Recorder
  isEmpty: boolean
  /** Something was cleared and can be brought back. */
  isCleared: boolean
  playback: Playback
  /** What is shown; null while it is live. */
  moment: number | null
  onPlayback: (playback: Playback) => void
}

/** The scrubber has this many places, so that an arrow key moves by a noticeable step. */
const places = 200
/** What the first request did is still seen when a replay begins. */
const leadMs = 500

/** While it is live nothing here changes with the time, so nothing here is drawn anew. */
export const TimelineTools = memo(function TimelineTools({
  recorder,
  isEmpty: empty,
  isCleared,
  playback,
  moment,
  onPlayback,
}: TimelineToolsProps) {
  const [speed, setSpeed] = useState<Speed>(1)
  const running = playback.is !== 'paused'
  const text = timelineMessages

  /** From when to when there is something to look at, as it is when a control is used. */
  function recorded() {
    const end = performance.now()
    return { start: (recorder.read().events[0]?.at ?? end) - leadMs, end }
  }

  function step(direction: 'back' | 'forward'): void {
    const { events } = recorder.read()
    const from = moment ?? performance.now()
    onPlayback(seek(playback, recorded(), stepFrom(events, from, direction)))
  }

  function scrub(place: number): void {
    const { start, end } = playback.is === 'live' ? recorded() : playback
    onPlayback(seek(playback, { start, end }, start + ((end - start) * place) / places))
  }

  function place(): number {
    if (playback.is === 'live' || moment === null) return places
    const { start, end } = playback
    return end > start ? Math.round((places * (moment - start)) / (end - start)) : places
  }

  return (
    <fieldset className="timeline-tools" aria-label={text.toolsLabel}>
      <button
        type="button"
        className="button"
        onClick={() => {
          const now = performance.now()
          onPlayback(
            running ? pause(playback, recorded(), now) : play(playback, recorded(), speed, now),
          )
        }}
      >
        <TimelineIcon name={running ? 'pause' : 'play'} />
        {running ? text.pause : text.play}
      </button>
      <button
        type="button"
        className="button"
        aria-disabled={empty}
        title={text.replayHint}
        onClick={() =>
          !empty && onPlayback(play({ is: 'live' }, recorded(), speed, performance.now()))
        }
      >
        <TimelineIcon name="replay" />
        {text.replay}
      </button>
      <label className="timeline-choice">
        {text.speed}
        <select
          value={speed}
          onChange={({ target }) => {
            const chosen = speeds.find((each) => String(each) === target.value) ?? 1
            setSpeed(chosen)
            onPlayback(withSpeed(playback, chosen, performance.now()))
          }}
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              {text.speedOf(each)}
            </option>
          ))}
        </select>
      </label>
      <span className="timeline-steps">
        {(['back', 'forward'] as const).map((direction) => (
          <button
            key={direction}
            type="button"
            className="icon-button"
            aria-label={text[direction]}
            title={text[direction]}
            aria-disabled={empty}
            onClick={() => !empty && step(direction)}
          >
            <TimelineIcon name={direction} />
          </button>
        ))}
      </span>
      <input
        className="timeline-scrubber"
        type="range"
        min="0"
        max={places}
        aria-label={text.moment}
        aria-valuetext={moment === null ? text.live : clock(moment)}
        value={place()}
        onChange={({ target }) => scrub(Number(target.value))}
      />
      <button
        type="button"
        className="button timeline-live"
        aria-pressed={playback.is === 'live'}
        onClick={() => onPlayback({ is: 'live' })}
      >
        {text.live}
      </button>
      {isCleared ? (
        <button
          type="button"
          className="link-button"
          onClick={() => recorder.apply({ type: 'undo' })}
        >
          {text.undo}
        </button>
      ) : (
        <button
          type="button"
          className="link-button"
          aria-disabled={empty}
          onClick={() => {
            if (empty) return
            recorder.apply({ type: 'clear', at: performance.now() })
            onPlayback({ is: 'live' })
          }}
        >
          {text.clear}
        </button>
      )}
    </fieldset>
  )
})
