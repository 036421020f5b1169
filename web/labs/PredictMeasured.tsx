// Predict, then run: the reader's number is held against one that a lab measures in that moment.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { messages } from '../core/messages.ts'
import { InlineText } from '../ui/InlineText.tsx'

type Phase<Result> =
  | { is: 'asking' | 'running' }
  | { is: 'done'; predicted: number; result: Result }
  | { is: 'unmeasured'; reason: string }

export function PredictMeasured<Result extends { admitted: number }>({
  question,
  most,
  texts,
  measure,
  children,
}: {
  question: string
  /** The largest number that can come out. */
  most: number
  texts: {
    of: (most: number) => string
    running: string
    measured: (predicted: number, result: Result) => string
    unmeasured: (reason: string) => string
  }
  /** Never rejects. */
  measure: (signal: AbortSignal) => Promise<Result | { reason: string }>
  /** Shown after the verdict. */
  children?: ReactNode
}) {
  const [phase, setPhase] = useState<Phase<Result>>({ is: 'asking' })
  const [guess, setGuess] = useState('')
  const abort = useRef<AbortController>(null)
  const id = useId()
  const asking = phase.is === 'asking'
  useEffect(() => () => abort.current?.abort(), [])

  async function run(): Promise<void> {
    setPhase({ is: 'running' })
    abort.current = new AbortController()
    const result = await measure(abort.current.signal)
    if ('reason' in result) setPhase({ is: 'unmeasured', reason: result.reason })
    else setPhase({ is: 'done', predicted: Number.parseInt(guess, 10), result })
  }

  return (
    <section className="predict" aria-labelledby={`${id}-question`}>
      <p className="aside-title">{messages.predict.title}</p>
      <form
        className="stack predict-form with-js"
        onSubmit={(event) => {
          event.preventDefault()
          if (asking) void run()
        }}
      >
        <label id={`${id}-question`} htmlFor={id}>
          <InlineText text={question} />
        </label>
        <span className="row">
          <input
            id={id}
            type="number"
            inputMode="numeric"
            min="0"
            max={most}
            required
            value={guess}
            readOnly={!asking}
            onChange={(event) => setGuess(event.target.value)}
          />
          <span>{texts.of(most)}</span>
          {asking && (
            <button type="submit" className="button button-primary">
              {messages.predict.run}
            </button>
          )}
          {(phase.is === 'done' || phase.is === 'unmeasured') && (
            <button type="button" className="button" onClick={() => setPhase({ is: 'asking' })}>
              {messages.predict.again}
            </button>
          )}
        </span>
      </form>
      <div role="status">
        {phase.is === 'running' && texts.running}
        {phase.is === 'unmeasured' && <p className="verdict">{texts.unmeasured(phase.reason)}</p>}
        {phase.is === 'done' && (
          <p className="verdict">
            <strong>
              {phase.predicted === phase.result.admitted
                ? messages.predict.right
                : messages.predict.wrong}
            </strong>{' '}
            {texts.measured(phase.predicted, phase.result)}
          </p>
        )}
      </div>
      <div className="explanation" data-open={phase.is === 'done' || undefined}>
        {children}
      </div>
    </section>
  )
}
