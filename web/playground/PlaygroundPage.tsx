// The same parts as beside a lesson, with room. What is set on the page is in its link: /playground/?burst=20
import { useSearchParams } from 'wouter'
import { messages } from '../messages/en.ts'
import { ConnectionBadge, ConnectionNotice, WhichValkey } from './ConnectionState.tsx'
import { Counter } from './Counter.tsx'
import { viewCounter } from './counter-view.ts'
import { KeyTable } from './KeyTable.tsx'
import { OutsideCommands } from './OutsideCommands.tsx'
import { BurstButton, RequestButton } from './RequestButton.tsx'
import { ResponseList } from './ResponseList.tsx'
import { TimelineSection } from './timeline/TimelineSection.tsx'
import { usePlayground } from './usePlayground.ts'

const mostAtOnce = 100

export function PlaygroundPage() {
  const { live } = usePlayground()
  const [search, setSearch] = useSearchParams()
  const burst = Math.min(
    mostAtOnce,
    Math.max(2, Number.parseInt(search.get('burst') ?? '', 10) || 10),
  )
  return (
    <div className="playground">
      <header className="playground-head">
        <h1>{messages.playground.title}</h1>
        <ConnectionBadge />
      </header>
      <p className="playground-lead">{messages.playground.lead}</p>
      <p className="notice without-js">{messages.live.needsJavaScript}</p>
      <ConnectionNotice />
      <section className="playground-part" aria-labelledby="compose">
        <h2 id="compose">{messages.playground.compose}</h2>
        <p className="compose-request">
          <code>GET /api/saka</code>
        </p>
        <Counter counter={viewCounter(live)} />
        <div className="live-actions">
          <RequestButton />
          <BurstButton count={burst} />
        </div>
        <label className="burst-size">
          <span>{messages.playground.burstSize(burst)}</span>
          <input
            type="range"
            min="2"
            max={mostAtOnce}
            value={burst}
            onChange={({ target }) => setSearch({ burst: target.value }, { replace: true })}
          />
        </label>
      </section>
      <TimelineSection />
      <section className="playground-part" aria-labelledby="answers">
        <h2 id="answers">{messages.responses.title}</h2>
        <ResponseList />
      </section>
      <section className="playground-part" aria-labelledby="keys">
        <h2 id="keys">{messages.playground.keys}</h2>
        <KeyTable />
        <OutsideCommands />
        <p className="quiet">
          <WhichValkey />
        </p>
      </section>
    </div>
  )
}
