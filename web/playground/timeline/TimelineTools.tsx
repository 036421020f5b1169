// Stop, play again, step through, clear and bring back.
import { useState } from 'react'
import { messages } from '../../messages/en.ts'
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
import type { Recording } from './timeline-state.ts'
import { clock } from './timeline-text.ts'

export type TimelineToolsProps = {
  recording: Recording
  playback: Playback
  moment: number
  onPlayback: (playback: Playback) => void
  onClear: () => void
  onUndo: () => void
}

/** The scrubber has this many places, so that an arrow key moves by a noticeable step. */
const places = 200
/** What the first request did is still seen when a replay begins. */
const leadMs = 500

export function TimelineTools({
  recording,
  playback,
  moment,
  onPlayback,
  onClear,
  onUndo,
}: TimelineToolsProps) {
  const [speed, setSpeed] = useState<Speed>(1)
  const { events, cleared } = recording
  const empty = events.length === 0
  const recorded = {
    start: (events[0]?.at ?? moment) - leadMs,
    end: playback.is === 'live' ? moment : playback.end,
  }
  const { start, end } = playback.is === 'live' ? recorded : playback
  const running = playback.is !== 'paused'
  const text = messages.timeline

  function step(direction: 'back' | 'forward'): void {
    onPlayback(seek(playback, recorded, stepFrom(events, moment, direction)))
  }

  return (
    <fieldset className="timeline-tools" aria-label={text.toolsLabel}>
      <button
        type="button"
        className="button"
        onClick={() => {
          const now = performance.now()
          onPlayback(
            running ? pause(playback, recorded, now) : play(playback, recorded, speed, now),
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
          !empty && onPlayback(play({ is: 'live' }, recorded, speed, performance.now()))
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
        aria-valuetext={playback.is === 'live' ? text.live : clock(moment)}
        value={end > start ? Math.round((places * (moment - start)) / (end - start)) : places}
        onChange={({ target }) =>
          onPlayback(
            seek(playback, recorded, start + ((end - start) * Number(target.value)) / places),
          )
        }
      />
      <button
        type="button"
        className="button timeline-live"
        aria-pressed={playback.is === 'live'}
        onClick={() => onPlayback({ is: 'live' })}
      >
        {text.live}
      </button>
      {cleared === null ? (
        <button
          type="button"
          className="link-button"
          aria-disabled={empty}
          onClick={() => !empty && onClear()}
        >
          {text.clear}
        </button>
      ) : (
        <button type="button" className="link-button" onClick={onUndo}>
          {text.undo}
        </button>
      )}
    </fieldset>
  )
}
