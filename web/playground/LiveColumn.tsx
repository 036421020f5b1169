// The live part beside a lesson. Wide: a column that stays in view and folds away. Narrow: a bar at the bottom that
// pulls up. One element for both, so that nothing in it is lost when the window changes.
import { useId, useState } from 'react'
import { keepFocus } from '../keep-focus.ts'
import { messages } from '../messages/en.ts'
import { FoldButton } from '../shell/FoldButton.tsx'
import { ConnectionBadge, ConnectionNotice, WhichValkey } from './ConnectionState.tsx'
import { Counter } from './Counter.tsx'
import { MoreWaysToSend } from './composer/MoreWaysToSend.tsx'
import { LiveBar } from './LiveBar.tsx'
import { LiveSections } from './LiveSections.tsx'
import { BurstButton, RequestButton } from './RequestButton.tsx'
import { ResponseList } from './ResponseList.tsx'

export function LiveColumn() {
  const [pulledUp, setPulledUp] = useState(false)
  const bodyId = useId()
  return (
    <aside
      ref={keepFocus}
      className="live"
      aria-label={messages.live.title}
      data-pulled-up={pulledUp || undefined}
      onKeyDown={(event) => event.key === 'Escape' && setPulledUp(false)}
    >
      <LiveBar bodyId={bodyId} pulledUp={pulledUp} onPull={setPulledUp} />
      <div className="live-body" id={bodyId}>
        <header className="live-head">
          <h2>{messages.live.title}</h2>
          <ConnectionBadge />
          <FoldButton column="live" />
        </header>
        <p className="notice without-js">{messages.live.needsJavaScript}</p>
        <ConnectionNotice />
        <Counter />
        <div className="live-actions">
          <RequestButton />
          <BurstButton count={10} />
        </div>
        <MoreWaysToSend />
        <h3 className="live-heading">{messages.responses.title}</h3>
        <ResponseList />
        <LiveSections />
        <p className="quiet live-foot">
          <WhichValkey />
        </p>
      </div>
    </aside>
  )
}
