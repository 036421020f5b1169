// Predict, then run, for a crowd: how many of its requests get a 200. Measured in that moment, never written in the lesson.
import { type ReactNode, useId, useState } from 'react'
import { messages } from '../../core/messages.ts'
import { InlineText } from '../../ui/InlineText.tsx'
import { Verdict } from '../Verdict.tsx'
import type { Crowd } from './crowd.ts'
import { crowdMessages } from './messages.ts'
import { type CrowdResult, useCrowd } from './useCrowd.ts'

export type PredictCrowdProps = {
  question: string
  crowd: Crowd
  requests?: number
  /** Shown after the verdict; true whatever came out. */
  children?: ReactNode
}

type Phase = { is: 'asking' } | { is: 'done'; predicted: number; result: CrowdResult }

export function PredictCrowd({ question, crowd, requests = 12, children }: PredictCrowdProps) {
  const { running, send } = useCrowd(crowd, requests)
  const [phase, setPhase] = useState<Phase>({ is: 'asking' })
  const [guess, setGuess] = useState('')
  const id = useId()
  const asking = phase.is === 'asking'

  async function run(): Promise<void> {
    const result = await send()
    setPhase({ is: 'done', predicted: Number.parseInt(guess, 10), result })
  }

  return (
    <section className="predict" aria-labelledby={`${id}-question`}>
      <p className="aside-title">{messages.predict.title}</p>
      <form
        className="stack predict-form with-js"
        onSubmit={(event) => {
          event.preventDefault()
          if (asking && !running) void run()
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
            max={requests}
            required
            value={guess}
            readOnly={!asking || running}
            onChange={(event) => setGuess(event.target.value)}
          />
          <span>{crowdMessages.of(requests)}</span>
          {asking && (
            <button type="submit" className="button button-primary" aria-disabled={running}>
              {messages.predict.run}
            </button>
          )}
          {phase.is === 'done' && (
            <button type="button" className="button" onClick={() => setPhase({ is: 'asking' })}>
              {messages.predict.again}
            </button>
          )}
        </span>
      </form>
      <div role="status">
        {running && messages.predict.running}
        {phase.is === 'done' && (
          <>
            <Verdict predicted={phase.predicted} result={phase.result} measure="allowed" />
            <p className="predict-wait">{crowdMessages.keys(phase.result.keys)}</p>
          </>
        )}
      </div>
      <div className="explanation" data-open={phase.is === 'done' || undefined}>
        {children}
      </div>
    </section>
  )
}
