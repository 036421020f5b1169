import { liveMessages } from '../../live/messages.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import { ConnectionBadge, ConnectionNotice } from '../../playground/ConnectionState.tsx'
import { Counter } from '../../playground/Counter.tsx'
import { BurstButton, RequestButton } from '../../playground/RequestButton.tsx'
import { ResponseList } from '../../playground/ResponseList.tsx'
import { startMessages } from '../messages.ts'

/** The start page's figure: the same parts, wide, with one thing to try. */
export function StartFigure() {
  const limit = usePlaygroundState(({ live }) => live.policy?.limit ?? null)
  return (
    <section className="figure" aria-labelledby="figure-title">
      <header className="live-head">
        <h2 id="figure-title">{startMessages.figureTitle}</h2>
        <ConnectionBadge />
      </header>
      <p>{startMessages.figureHint(limit)}</p>
      <p className="notice without-js">{liveMessages.live.needsJavaScript}</p>
      <ConnectionNotice />
      <div className="figure-parts">
        <div className="figure-counter">
          <Counter />
          <div className="live-actions">
            <RequestButton />
            <BurstButton count={10} />
          </div>
        </div>
        <div className="figure-responses">
          <h3>{liveMessages.responses.title}</h3>
          <ResponseList />
        </div>
      </div>
    </section>
  )
}
