// Predict, then run, for a crowd: how many of its requests get a 200. Measured in that moment, never written in the lesson.
import { type ReactNode, useState } from 'react'
import { predictMessages as texts } from '../../ui/messages.ts'
import { PredictForm } from '../../ui/PredictForm.tsx'
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

  async function run(predicted: number): Promise<void> {
    const result = await send()
    setPhase({ is: 'done', predicted, result })
  }

  return (
    <PredictForm
      question={question}
      most={requests}
      unit={crowdMessages.of(requests)}
      phase={running ? 'running' : phase.is === 'done' ? 'over' : 'asking'}
      onRun={(predicted) => void run(predicted)}
      onAgain={() => setPhase({ is: 'asking' })}
      status={
        <>
          {running && texts.running}
          {phase.is === 'done' && (
            <>
              <Verdict predicted={phase.predicted} result={phase.result} measure="allowed" />
              <p className="predict-wait">{crowdMessages.keys(phase.result.keys)}</p>
            </>
          )}
        </>
      }
      explained={phase.is === 'done'}
    >
      {children}
    </PredictForm>
  )
}
