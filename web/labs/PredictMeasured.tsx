// Predict, then run: the reader's number is held against one that a lab measures in that moment.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { predictMessages } from '../ui/messages.ts'
import { PredictForm } from '../ui/PredictForm.tsx'

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
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])

  async function run(predicted: number): Promise<void> {
    setPhase({ is: 'running' })
    abort.current = new AbortController()
    const result = await measure(abort.current.signal)
    if ('reason' in result) setPhase({ is: 'unmeasured', reason: result.reason })
    else setPhase({ is: 'done', predicted, result })
  }

  return (
    <PredictForm
      question={question}
      most={most}
      unit={texts.of(most)}
      phase={phase.is === 'asking' || phase.is === 'running' ? phase.is : 'over'}
      onRun={(predicted) => void run(predicted)}
      onAgain={() => setPhase({ is: 'asking' })}
      status={
        <>
          {phase.is === 'running' && texts.running}
          {phase.is === 'unmeasured' && <p className="verdict">{texts.unmeasured(phase.reason)}</p>}
          {phase.is === 'done' && (
            <p className="verdict">
              <strong>
                {phase.predicted === phase.result.admitted
                  ? predictMessages.right
                  : predictMessages.wrong}
              </strong>{' '}
              {texts.measured(phase.predicted, phase.result)}
            </p>
          )}
        </>
      }
      explained={phase.is === 'done'}
    >
      {children}
    </PredictForm>
  )
}
