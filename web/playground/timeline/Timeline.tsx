// The playground's timeline: who asked when, and what became of it, live or played again. One recording is behind the
// figure, the text log and the table; one moment of it is shown in all three.
import { memo, useCallback, useEffect, useId, useRef, useState } from 'react'
import { Tabs } from '../../ui/Tabs.tsx'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import { usualWidth } from '../../ui/timeline/usual-width.ts'
import { momentOf, type Playback, settle } from './playback.ts'
import { TimelineLog } from './TimelineLog.tsx'
import { TimelinePicture } from './TimelinePicture.tsx'
import { TimelineStatus } from './TimelineStatus.tsx'
import { TimelineTable } from './TimelineTable.tsx'
import { TimelineTools } from './TimelineTools.tsx'
import { type Drawn, useDrawing } from './useDrawing.ts'
import { type Recorder, useRecorder } from './useRecorder.ts'

const tabs = (['figure', 'log', 'table'] as const).map((key) => ({
  key,
  label: timelineMessages.tabs[key],
}))
const spans = [15_000, 60_000, 300_000] as const

export default function Timeline() {
  const recorder = useRecorder()
  return <RecordedTimeline recorder={recorder} />
}

/** Apart from what listens, so that it is drawn when it is due and not with every hit as well. */
const RecordedTimeline = memo(function RecordedTimeline({ recorder }: { recorder: Recorder }) {
  const box = useRef<HTMLDivElement>(null)
  const panelId = useId()
  const [playback, setPlayback] = useState<Playback>({ is: 'live' })
  const [tab, setTab] = useState<(typeof tabs)[number]['key']>('figure')
  const [chosenSpan, chooseSpan] = useState<number | null>(null)
  const pixelMs = useCallback(
    (drawn: Drawn) => {
      if (playback.is === 'paused') return Number.POSITIVE_INFINITY
      const spanMs = chosenSpan ?? fittingSpan(drawn.recording.windows)
      if (playback.is === 'replay') return spanMs / usualWidth / playback.speed
      return tab === 'figure' && isBusy(drawn) ? spanMs / usualWidth : Number.POSITIVE_INFINITY
    },
    [playback, tab, chosenSpan],
  )
  const { recording, now } = useDrawing({ recorder, element: box, pixelMs })
  const moment = momentOf(playback, now)
  const span = chosenSpan ?? fittingSpan(recording.windows)

  useEffect(() => {
    const settled = settle(playback, now)
    if (settled !== playback) setPlayback(settled)
  }, [playback, now])

  return (
    <div className="timeline" ref={box}>
      <TimelineTools
        recorder={recorder}
        isEmpty={recording.events.length === 0}
        isCleared={recording.cleared !== null}
        playback={playback}
        moment={playback.is === 'live' ? null : moment}
        onPlayback={setPlayback}
      />
      <div className="timeline-head">
        <Tabs
          className="timeline-tabs"
          label={timelineMessages.tabsLabel}
          tabs={tabs}
          chosen={tab}
          panelId={panelId}
          onChoose={setTab}
        />
        {tab === 'figure' && (
          <label className="timeline-choice">
            {timelineMessages.shown}
            <select value={span} onChange={({ target }) => chooseSpan(Number(target.value))}>
              {spans.map((each) => (
                <option key={each} value={each}>
                  {timelineMessages.spanOf(each)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-tab`}>
        {tab === 'figure' && (
          <TimelinePicture
            recording={recording}
            moment={moment}
            span={span}
            stepping={playback.is !== 'live'}
          />
        )}
        {tab === 'log' && <TimelineLog recording={recording} moment={moment} />}
        {tab === 'table' && <TimelineTable recording={recording} moment={moment} />}
      </div>
      <TimelineStatus recording={recording} playback={playback} moment={moment} />
    </div>
  )
})

const longestSpan = 300_000

/** Whether anything that is shown at the longest span moves along. */
function isBusy({ recording, now }: Drawn): boolean {
  const last = recording.events.at(-1)
  if (last && now - last.at < longestSpan) return true
  return recording.windows.some(({ to }) => to === null || to > now)
}

/** The shortest span that shows a whole window. */
function fittingSpan(windows: readonly { from: number; to: number | null }[]): number {
  const longest = Math.max(0, ...windows.map(({ from, to }) => (to ?? from) - from))
  return spans.find((span) => span >= longest - 1000) ?? longestSpan
}
