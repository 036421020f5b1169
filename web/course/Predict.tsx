// Predict, then run: the reader commits to a number, the live server gives the verdict. The number it is held against is
// measured in that moment, never written in the lesson.
import { type ReactNode, useEffect, useState } from 'react'
import { type Tally, tally } from '../live/tally.ts'
import { useCounter, usePlayground } from '../live/useLive.ts'
import { predictMessages as texts } from '../ui/messages.ts'
import { PredictForm } from '../ui/PredictForm.tsx'
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
  | { is: 'asking' | 'running' }
  | { is: 'waiting'; predicted: number }
  | { is: 'done'; predicted: number; result: Tally }

export function Predict({ question, run, measure = 'allowed', unit, children }: PredictProps) {
  const { send } = usePlayground()
  const counter = useCounter()
  const secondsLeft = useSecondsLeft(counter.trusted ? counter.endsAt : null)
  const [phase, setPhase] = useState<Phase>({ is: 'asking' })
  // A result counts only in a window of its own. Where nothing is known the run itself will say what is wrong.
  const fresh = !counter.trusted || counter.count === 0
  const before = phase.is === 'asking' || phase.is === 'waiting'

  async function start(predicted: number): Promise<void> {
    setPhase({ is: 'running' })
    const answers = []
    if (run.burst !== undefined) answers.push(...(await send(run.burst)))
    for (let sent = 0; sent < (run.send ?? 0); sent += 1) answers.push(...(await send(1)))
    setPhase({ is: 'done', predicted, result: tally(answers) })
  }

  useEffect(() => {
    if (phase.is === 'waiting' && fresh) void start(phase.predicted)
  })

  const buttons = (
    <>
      {phase.is === 'asking' && (fresh || secondsLeft !== null) && (
        <button type="submit" className="button button-primary">
          {fresh ? texts.run : texts.runFresh}
        </button>
      )}
      {!fresh && (
        <button type="submit" value="now" className="button">
          {texts.runAnyway}
        </button>
      )}
    </>
  )
  return (
    <PredictForm
      question={question}
      unit={unit}
      phase={before ? 'asking' : phase.is === 'done' ? 'over' : 'running'}
      fixed={phase.is === 'waiting'}
      buttons={buttons}
      onRun={(predicted, button) => {
        // Which button it was says whether to wait.
        if (fresh || button === 'now') void start(predicted)
        else setPhase({ is: 'waiting', predicted })
      }}
      onAgain={() => setPhase({ is: 'asking' })}
      note={
        before &&
        !fresh && (
          <p className="predict-wait">
            {texts.notFresh(counter.count, secondsLeft, phase.is === 'waiting')}
          </p>
        )
      }
      status={
        <>
          {phase.is === 'running' && texts.running}
          {phase.is === 'done' && (
            <Verdict predicted={phase.predicted} result={phase.result} measure={measure} />
          )}
        </>
      }
      explained={phase.is === 'done'}
    >
      {children}
    </PredictForm>
  )
}
