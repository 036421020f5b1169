// Predict, then run, for the boundary burst: how many requests an algorithm lets through. The number it is held against is
// decided by the real script in that moment, on the workbook's Valkey, never written in the lesson.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { AlgorithmId } from '../../../server/experiments/algorithms/contract.ts'
import { InlineText } from '../../lessons/InlineText.tsx'
import { predictBoundaryMessages as texts } from '../../messages/en/predict-boundary.ts'
import { messages } from '../../messages/en.ts'

export type PredictBoundaryProps = {
  question: string
  /** Whose decisions are counted. */
  algorithm: AlgorithmId
  limit?: number
  /** 2 to 10. The burst takes a little more than one window. */
  windowSeconds?: number
  /** Shown after the verdict. */
  children?: ReactNode
}

type Phase =
  | { is: 'asking' | 'running' }
  | { is: 'done'; predicted: number; admitted: number; sent: number }
  | { is: 'unmeasured'; reason: string }

export function PredictBoundary({
  question,
  algorithm,
  limit = 5,
  windowSeconds = 3,
  children,
}: PredictBoundaryProps) {
  const [phase, setPhase] = useState<Phase>({ is: 'asking' })
  const [guess, setGuess] = useState('')
  const abort = useRef<AbortController>(null)
  const id = useId()
  const asking = phase.is === 'asking'
  useEffect(() => () => abort.current?.abort(), [])

  async function run(): Promise<void> {
    setPhase({ is: 'running' })
    abort.current = new AbortController()
    const { measureBoundary } = await import('./measure-boundary.ts')
    const measured = await measureBoundary(
      { algorithm, limit, windowSeconds },
      abort.current.signal,
    )
    if ('reason' in measured) setPhase({ is: 'unmeasured', reason: measured.reason })
    else setPhase({ is: 'done', predicted: Number.parseInt(guess, 10), ...measured })
  }

  return (
    <section className="predict" aria-labelledby={`${id}-question`}>
      <p className="aside-title">{messages.predict.title}</p>
      <form
        className="predict-form with-js"
        onSubmit={(event) => {
          event.preventDefault()
          if (asking) void run()
        }}
      >
        <label id={`${id}-question`} htmlFor={id}>
          <InlineText text={question} />
        </label>
        <span className="predict-row">
          <input
            id={id}
            type="number"
            inputMode="numeric"
            min="0"
            max={2 * limit}
            required
            value={guess}
            readOnly={!asking}
            onChange={(event) => setGuess(event.target.value)}
          />
          <span>{texts.of(2 * limit)}</span>
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
        {phase.is === 'running' && texts.running(windowSeconds)}
        {phase.is === 'unmeasured' && <p className="verdict">{texts.unmeasured(phase.reason)}</p>}
        {phase.is === 'done' && (
          <p className="verdict">
            <strong>
              {phase.predicted === phase.admitted ? messages.predict.right : messages.predict.wrong}
            </strong>{' '}
            {texts.measured(phase.predicted, phase.admitted, phase.sent, limit)}
          </p>
        )}
      </div>
      <div className="explanation" data-open={phase.is === 'done' || undefined}>
        {children}
      </div>
    </section>
  )
}
