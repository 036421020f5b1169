// Predict, then run, for the boundary burst: how many requests an algorithm lets through. The number it is held against is
// decided by the real script in that moment, on the workbook's Valkey, never written in the lesson.
import type { ReactNode } from 'react'
import type { AlgorithmId } from '../../../server/labs/algorithms/contract.ts'
import { PredictMeasured } from '../PredictMeasured.tsx'
import { predictBoundaryMessages as texts } from './predict-messages.ts'

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

export function PredictBoundary({
  question,
  algorithm,
  limit = 5,
  windowSeconds = 3,
  children,
}: PredictBoundaryProps) {
  return (
    <PredictMeasured
      question={question}
      most={2 * limit}
      texts={{
        ...texts,
        running: texts.running(windowSeconds),
        measured: (predicted, { admitted, sent }: { admitted: number; sent: number }) =>
          texts.measured(predicted, admitted, sent, limit),
      }}
      measure={async (signal) => {
        const { measureBoundary } = await import('./measure-boundary.ts')
        return measureBoundary({ algorithm, limit, windowSeconds }, signal)
      }}
    >
      {children}
    </PredictMeasured>
  )
}
