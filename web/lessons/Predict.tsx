// Predict, then run: the reader commits to a number, the live server gives the verdict. The number it is held against is
// measured in that moment, never written in the lesson.
import { type ReactNode, useId, useState } from 'react'
import { messages } from '../messages/en.ts'
import { viewCounter } from '../playground/counter-view.ts'
import { usePlayground } from '../playground/usePlayground.ts'
import { useSecondsLeft } from '../playground/useSecondsLeft.ts'
import { InlineText } from './InlineText.tsx'
import { type Tally, tally } from './tally.ts'
import { Verdict } from './Verdict.tsx'

export type PredictProps = {
  question: string
  /** What to run: so many requests one after the other, or at once. */
  run: { send?: number; burst?: number }
  /** Which answers are counted: those that got 200, or those that got 429. */
  measure?: 'allowed' | 'rejected'
  unit?: string
  /** Shown after the verdict. */
  children?: ReactNode
}

type Phase = { is: 'asking' } | { is: 'running' } | { is: 'done'; predicted: number; result: Tally }

export function Predict({ question, run, measure = 'allowed', unit, children }: PredictProps) {
  const { live, send } = usePlayground()
  const counter = viewCounter(live)
  const secondsLeft = useSecondsLeft(counter.trusted ? counter.endsAt : null)
  const [phase, setPhase] = useState<Phase>({ is: 'asking' })
  const [guess, setGuess] = useState('')
  const id = useId()
  const fresh = !counter.trusted || counter.count === 0
  const asking = phase.is === 'asking'

  async function start(): Promise<void> {
    const predicted = Number.parseInt(guess, 10)
    if (Number.isNaN(predicted)) return
    setPhase({ is: 'running' })
    const answers = []
    if (run.burst !== undefined) answers.push(...(await send(run.burst)))
    for (let sent = 0; sent < (run.send ?? 0); sent += 1) answers.push(...(await send(1)))
    setPhase({ is: 'done', predicted, result: tally(answers) })
  }

  return (
    <section className="predict" aria-labelledby={`${id}-question`}>
      <p className="aside-title">{messages.predict.title}</p>
      <form
        className="predict-form with-js"
        onSubmit={(event) => {
          event.preventDefault()
          if (asking) void start()
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
            required
            value={guess}
            readOnly={!asking}
            onChange={(event) => setGuess(event.target.value)}
          />
          {unit && <span>{unit}</span>}
          {asking && (
            <button type="submit" className={fresh ? 'button button-primary' : 'button'}>
              {fresh ? messages.predict.run : messages.predict.runAnyway}
            </button>
          )}
          {phase.is === 'done' && (
            <button type="button" className="button" onClick={() => setPhase({ is: 'asking' })}>
              {messages.predict.again}
            </button>
          )}
        </span>
      </form>
      {asking && !fresh && (
        <p className="predict-wait">{messages.predict.notFresh(counter.count, secondsLeft)}</p>
      )}
      <div role="status">
        {phase.is === 'running' && messages.predict.running}
        {phase.is === 'done' && (
          <Verdict predicted={phase.predicted} result={phase.result} measure={measure} />
        )}
      </div>
      <div className="explanation" data-open={phase.is === 'done' || undefined}>
        {children}
      </div>
    </section>
  )
}
