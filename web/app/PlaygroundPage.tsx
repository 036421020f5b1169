// The live part with room: what is sent on the left, what becomes of it in the middle, what Valkey holds on the right.
// What is set on the page is in its link: /playground/?endpoint=keyspace&limit=3&traffic=burst
import { consoleMessages } from '../console/messages.ts'
import { liveMessages } from '../live/messages.ts'
import { WhoseLimiterPart } from '../my-limiter/WhoseLimiterPart.tsx'
import { ConnectionBadge, ConnectionNotice, WhichValkey } from '../playground/ConnectionState.tsx'
import { Counter } from '../playground/Counter.tsx'
import { Composer } from '../playground/composer/Composer.tsx'
import { ComposerLink } from '../playground/composer/ComposerLink.tsx'
import { LinkNotice } from '../playground/composer/LinkNotice.tsx'
import { useLinkedDraft } from '../playground/composer/useLinkedDraft.ts'
import { Inspector } from '../playground/inspector/Inspector.tsx'
import { inspectorMessages } from '../playground/inspector/messages.ts'
import { KeyTable } from '../playground/KeyTable.tsx'
import { EmptyKeyspace } from '../playground/keys/EmptyKeyspace.tsx'
import { playgroundMessages } from '../playground/messages.ts'
import { OutsideCommands } from '../playground/OutsideCommands.tsx'
import { TimelineSection } from '../playground/timeline/TimelineSection.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const Console = lazyPart(
  () => import('../console/ConsolePanel.tsx').then((it) => it.ConsolePanel),
  {
    what: consoleMessages.what,
    loading: <p className="quiet">{consoleMessages.loading}</p>,
  },
)

export function PlaygroundPage() {
  const { draft, faults, change } = useLinkedDraft()
  return (
    <div className="playground">
      <header className="playground-head">
        <h1>{playgroundMessages.title}</h1>
        <ConnectionBadge />
      </header>
      <p className="playground-lead">{playgroundMessages.lead}</p>
      <p className="notice without-js">{liveMessages.live.needsJavaScript}</p>
      <ConnectionNotice />
      <LinkNotice faults={faults} />
      <div className="playground-column">
        <section className="playground-part" aria-labelledby="compose">
          <h2 id="compose">{playgroundMessages.compose}</h2>
          <Composer draft={draft} onChange={change} counter={<Counter />} />
          <ComposerLink draft={draft} />
        </section>
        <WhoseLimiterPart />
      </div>
      <div className="playground-column">
        <TimelineSection />
        <section className="playground-part" aria-labelledby="answers">
          <h2 id="answers">{inspectorMessages.title}</h2>
          <Inspector />
        </section>
      </div>
      <div className="playground-column">
        <section className="playground-part" aria-labelledby="keys">
          <h2 id="keys">{playgroundMessages.keys}</h2>
          <KeyTable />
          <EmptyKeyspace />
        </section>
        <section className="playground-part with-js" aria-labelledby="console">
          <h2 id="console">{consoleMessages.title}</h2>
          <Console />
          <OutsideCommands />
          <p className="quiet">
            <WhichValkey />
          </p>
        </section>
      </div>
    </div>
  )
}
