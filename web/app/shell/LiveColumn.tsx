// The live part beside a lesson. Wide: a column that stays in view and folds away. Narrow: a bar at the bottom that
// pulls up. One element for both, so that nothing in it is lost when the window changes.
import { useId, useState } from 'react'
import { liveMessages } from '../../live/messages.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import {
  ConnectionBadge,
  ConnectionNotice,
  WhichValkey,
} from '../../playground/ConnectionState.tsx'
import { Counter } from '../../playground/Counter.tsx'
import { MoreWaysToSend } from '../../playground/composer/MoreWaysToSend.tsx'
import { LiveBar } from '../../playground/LiveBar.tsx'
import { playgroundMessages } from '../../playground/messages.ts'
import { BurstButton, RequestButton } from '../../playground/RequestButton.tsx'
import { ResponseList } from '../../playground/ResponseList.tsx'
import { keepFocus } from '../../ui/keep-focus.ts'
import { LazySection } from '../../ui/LazySection.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { FoldButton } from './FoldButton.tsx'

export function LiveColumn() {
  const [pulledUp, setPulledUp] = useState(false)
  const bodyId = useId()
  return (
    <aside
      ref={keepFocus}
      className="live"
      aria-label={liveMessages.live.title}
      data-pulled-up={pulledUp || undefined}
      onKeyDown={(event) => event.key === 'Escape' && setPulledUp(false)}
    >
      <LiveBar bodyId={bodyId} pulledUp={pulledUp} onPull={setPulledUp} />
      <div className="live-body" id={bodyId}>
        <header className="live-head">
          <h2>{liveMessages.live.title}</h2>
          <ConnectionBadge />
          <FoldButton column="live" />
        </header>
        <p className="notice without-js">{liveMessages.live.needsJavaScript}</p>
        <ConnectionNotice />
        <Counter />
        <div className="live-actions">
          <RequestButton />
          <BurstButton count={10} />
        </div>
        <MoreWaysToSend />
        <h3 className="live-heading">{liveMessages.responses.title}</h3>
        <ResponseList />
        <LiveSections />
        <p className="quiet live-foot">
          <WhichValkey />
        </p>
      </div>
    </aside>
  )
}

const { timeline, console, mine } = liveMessages.live.sections

const WhoseLimiter = lazyPart(() =>
  import('../../my-limiter/WhoseLimiter.tsx').then((it) => it.WhoseLimiter),
)
const Timeline = lazyPart(() =>
  import('../../playground/timeline/Timeline.tsx').then((it) => it.default),
)
const Keys = lazyPart(() => import('../../playground/KeyTable.tsx').then((it) => it.KeyTable))
const Console = lazyPart(() =>
  import('../../console/ConsolePanel.tsx').then((it) => it.ConsolePanel),
)

function LiveSections() {
  // In a room no learner's code runs.
  const codeRuns = usePlaygroundState(({ live }) => live.mine !== null)
  return (
    <>
      {codeRuns && <LazySection title={mine} Part={WhoseLimiter} />}
      <LazySection title={timeline} Part={Timeline} />
      <LazySection title={playgroundMessages.keys} Part={Keys} />
      <LazySection title={console} Part={Console} />
    </>
  )
}
