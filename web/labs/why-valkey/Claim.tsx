import { type ReactNode, useId } from 'react'
import { whyValkeyMessages as texts } from './messages.ts'
import type { Verdict } from './verdicts.ts'

/** One claim: what the guide says, how it is measured, the figures, and what they say. */
export function Claim({
  number,
  title,
  how,
  verdict,
  children,
}: {
  number: number
  title: string
  how: string
  verdict: Verdict | null
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="claim" aria-labelledby={id}>
      <h2 id={id}>
        <span className="claim-number">{texts.claimNumber(number)}</span> {title}
      </h2>
      <p className="measure">{how}</p>
      {children}
      <div className={`measure lab-verdict verdict-${verdict?.is ?? 'none'}`} role="status">
        {verdict && (
          <>
            <p className="aside-title verdict-title">
              <VerdictMark is={verdict.is} />
              {texts.verdictTitle[verdict.is]}
            </p>
            <p>{verdict.sentences.join(' ')}</p>
          </>
        )}
      </div>
    </section>
  )
}

/** Shape before colour: a tick, half a disc, a cross. */
function VerdictMark({ is }: Pick<Verdict, 'is'>) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {is === 'holds' && <path className="verdict-stroke" d="M2.5 8.5l3.7 3.7L13.5 4" />}
      {is === 'fails' && <path className="verdict-stroke" d="M3.5 3.5l9 9m0-9l-9 9" />}
      {is === 'open' && (
        <>
          <circle className="verdict-stroke" cx="8" cy="8" r="6" />
          <path className="verdict-fill" d="M8 2a6 6 0 0 0 0 12z" />
        </>
      )}
    </svg>
  )
}
