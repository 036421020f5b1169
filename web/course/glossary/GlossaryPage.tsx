import { messages } from '../../core/messages.ts'
import type { GlossaryTerm } from './glossary-term.ts'

export function GlossaryPage({ terms }: { terms: GlossaryTerm[] }) {
  return (
    <article className="prose glossary">
      <h1>{messages.glossary.title}</h1>
      <p className="lesson-summary">{messages.glossary.lead}</p>
      <dl>
        {terms.map(({ id, term, also, text, see }) => (
          <div key={id} className="glossary-entry" id={id}>
            <dt>{term}</dt>
            <dd>
              <p>{text}</p>
              <p className="quiet">
                {also.length > 0 && <span>{messages.glossary.also(also)}</span>}
                {see !== undefined && (
                  <a href={see} aria-label={`${messages.glossary.source}: ${term}`}>
                    {messages.glossary.source}
                  </a>
                )}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
