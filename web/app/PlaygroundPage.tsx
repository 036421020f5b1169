// The live part with room: what is sent on the left, what becomes of it in the middle, what Valkey holds on the right.
// What is set on the page is in its link: /playground/?endpoint=lab&limit=3&traffic=burst
import { Console } from '../console/Console.tsx'
import { consoleMessages } from '../console/messages.ts'
import { messages } from '../core/messages.ts'
import { WhoseLimiterPart } from '../my-limiter/WhoseLimiterPart.tsx'
import { ConnectionBadge, ConnectionNotice, WhichValkey } from '../playground/ConnectionState.tsx'
import { Counter } from '../playground/Counter.tsx'
import { Composer } from '../playground/composer/Composer.tsx'
import { ComposerLink } from '../playground/composer/ComposerLink.tsx'
import { LinkNotice } from '../playground/composer/LinkNotice.tsx'
import { useLinkedDraft } from '../playground/composer/useLinkedDraft.ts'
import { Inspector } from '../playground/inspector/Inspector.tsx'
import { KeyTable } from '../playground/KeyTable.tsx'
import { EmptyLab } from '../playground/keys/EmptyLab.tsx'
import { OutsideCommands } from '../playground/OutsideCommands.tsx'
import { TimelineSection } from '../playground/timeline/TimelineSection.tsx'

export function PlaygroundPage() {
  const { draft, faults, change } = useLinkedDraft()
  return (
    <div className="playground">
      <header className="playground-head">
        <h1>{messages.playground.title}</h1>
        <ConnectionBadge />
      </header>
      <p className="playground-lead">{messages.playground.lead}</p>
      <p className="notice without-js">{messages.live.needsJavaScript}</p>
      <ConnectionNotice />
      <LinkNotice faults={faults} />
      <div className="playground-column">
        <section className="playground-part" aria-labelledby="compose">
          <h2 id="compose">{messages.playground.compose}</h2>
          <Composer draft={draft} onChange={change} counter={<Counter />} />
          <ComposerLink draft={draft} />
        </section>
        <WhoseLimiterPart />
      </div>
      <div className="playground-column">
        <TimelineSection />
        <section className="playground-part" aria-labelledby="answers">
          <h2 id="answers">{messages.inspector.title}</h2>
          <Inspector />
        </section>
      </div>
      <div className="playground-column">
        <section className="playground-part" aria-labelledby="keys">
          <h2 id="keys">{messages.playground.keys}</h2>
          <KeyTable />
          <EmptyLab />
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
