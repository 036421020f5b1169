import type { GlossaryTerm } from './glossary-term.ts'
import { glossaryMessages } from './messages.ts'

export function GlossaryPage({ terms }: { terms: GlossaryTerm[] }) {
  return (
    <article className="prose glossary">
      <h1>{glossaryMessages.title}</h1>
      <p className="lesson-summary">{glossaryMessages.lead}</p>
      <dl>
        {terms.map(({ id, term, also, text, see }) => (
          <div key={id} className="glossary-entry" id={id}>
            <dt>{term}</dt>
            <dd>
              <p>{text}</p>
              <p className="quiet">
                {also.length > 0 && <span>{glossaryMessages.also(also)}</span>}
                {see !== undefined && (
                  <a href={see} aria-label={`${glossaryMessages.source}: ${term}`}>
                    {glossaryMessages.source}
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
