// Predict, then run: the reader commits to a number, the live server gives the verdict. The number it is held against is
// measured in that moment, never written in the lesson.
import { type ReactNode, useEffect, useId, useState } from 'react'
import { messages } from '../core/messages.ts'
import { type Tally, tally } from '../live/tally.ts'
import { useCounter, usePlayground } from '../live/useLive.ts'
import { InlineText } from '../ui/InlineText.tsx'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
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

type Phase =
  | { is: 'asking' | 'waiting' | 'running' }
  | { is: 'done'; predicted: number; result: Tally }

export function Predict({ question, run, measure = 'allowed', unit, children }: PredictProps) {
  const { send } = usePlayground()
  const counter = useCounter()
  const secondsLeft = useSecondsLeft(counter.trusted ? counter.endsAt : null)
  const [phase, setPhase] = useState<Phase>({ is: 'asking' })
  const [guess, setGuess] = useState('')
  const id = useId()
  // A result counts only in a window of its own. Where nothing is known the run itself will say what is wrong.
  const fresh = !counter.trusted || counter.count === 0
  const asking = phase.is === 'asking'
  const before = asking || phase.is === 'waiting'

  async function start(): Promise<void> {
    setPhase({ is: 'running' })
    const answers = []
    if (run.burst !== undefined) answers.push(...(await send(run.burst)))
    for (let sent = 0; sent < (run.send ?? 0); sent += 1) answers.push(...(await send(1)))
    setPhase({ is: 'done', predicted: Number.parseInt(guess, 10), result: tally(answers) })
  }

  useEffect(() => {
    if (phase.is === 'waiting' && fresh) void start()
  })

  return (
    <section className="predict" aria-labelledby={`${id}-question`}>
      <p className="aside-title">{messages.predict.title}</p>
      <form
        className="stack predict-form with-js"
        onSubmit={(event) => {
          event.preventDefault()
          // The field is `required`, so there is a number; which button it was says whether to wait.
          const { submitter } = event.nativeEvent as SubmitEvent
          if (!before) return
          if (fresh || submitter?.getAttribute('value') === 'now') void start()
          else setPhase({ is: 'waiting' })
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
            required
            value={guess}
            readOnly={!asking}
            onChange={(event) => setGuess(event.target.value)}
          />
          {unit && <span>{unit}</span>}
          {asking && (fresh || secondsLeft !== null) && (
            <button type="submit" className="button button-primary">
              {fresh ? messages.predict.run : messages.predict.runFresh}
            </button>
          )}
          {before && !fresh && (
            <button type="submit" value="now" className="button">
              {messages.predict.runAnyway}
            </button>
          )}
          {phase.is === 'done' && (
            <button type="button" className="button" onClick={() => setPhase({ is: 'asking' })}>
              {messages.predict.again}
            </button>
          )}
        </span>
      </form>
      {before && !fresh && (
        <p className="predict-wait">
          {messages.predict.notFresh(counter.count, secondsLeft, phase.is === 'waiting')}
        </p>
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
