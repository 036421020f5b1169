// Predict, then run, for a race: how many of so many clients get in. The number it is held against is raced in that
// moment, on a Valkey of its own where there can be one, never written in the lesson.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { RaceVersion } from '../../../server/experiments/race/contract.ts'
import { InlineText } from '../../lessons/InlineText.tsx'
import { predictRaceMessages as texts } from '../../messages/en/predict-race.ts'
import { messages } from '../../messages/en.ts'

export type PredictRaceProps = {
  question: string
  /** Which way to count. */
  version: RaceVersion
  /** 1 to 200. */
  clients?: number
  limit?: number
  /** The client that comes first loses its connection behind its first reply. */
  crash?: boolean
  /** Shown after the verdict. */
  children?: ReactNode
}

type Phase =
  | { is: 'asking' | 'running' }
  | { is: 'done'; predicted: number; admitted: number }
  | { is: 'unmeasured'; reason: string }

export function PredictRace({
  question,
  version,
  clients = 20,
  limit = 5,
  crash = false,
  children,
}: PredictRaceProps) {
  const [phase, setPhase] = useState<Phase>({ is: 'asking' })
  const [guess, setGuess] = useState('')
  const abort = useRef<AbortController>(null)
  const id = useId()
  const asking = phase.is === 'asking'
  useEffect(() => () => abort.current?.abort(), [])

  async function run(): Promise<void> {
    setPhase({ is: 'running' })
    abort.current = new AbortController()
    const { measureRace } = await import('./measure-race.ts')
    const options = { versions: [version], clients, limit, crash }
    const measured = await measureRace(options, abort.current.signal)
    const admitted = 'admitted' in measured ? measured.admitted[version] : undefined
    if (admitted !== undefined) {
      setPhase({ is: 'done', predicted: Number.parseInt(guess, 10), admitted })
    } else {
      setPhase({ is: 'unmeasured', reason: 'reason' in measured ? measured.reason : '' })
    }
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
            max={clients}
            required
            value={guess}
            readOnly={!asking}
            onChange={(event) => setGuess(event.target.value)}
          />
          <span>{texts.of(clients)}</span>
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
        {phase.is === 'running' && messages.predict.running}
        {phase.is === 'unmeasured' && <p className="verdict">{texts.unmeasured(phase.reason)}</p>}
        {phase.is === 'done' && (
          <p className="verdict">
            <strong>
              {phase.predicted === phase.admitted ? messages.predict.right : messages.predict.wrong}
            </strong>{' '}
            {texts.measured(phase.predicted, phase.admitted, clients, limit)}
          </p>
        )}
      </div>
      <div className="explanation" data-open={phase.is === 'done' || undefined}>
        {children}
      </div>
    </section>
  )
}
