// Predict, then run, for the boundary burst: how many requests an algorithm lets through. The number it is held against is
// decided by the real script in that moment, on the workbook's Valkey, never written in the lesson.
import type { ReactNode } from 'react'
import type { AlgorithmId } from '../../../server/labs/algorithms/contract.ts'
import { PredictMeasured } from '../PredictMeasured.tsx'

const texts = {
  of: (requests: number) => `of ${requests} requests`,
  running: (windowSeconds: number) =>
    `Sending them in real time; it takes a little more than ${windowSeconds} s …`,
  measured: (predicted: number, admitted: number, sent: number, limit: number) =>
    `You predicted ${predicted}; ${admitted} of ${sent} really passed, with a limit of ${limit}.`,
  unmeasured: (reason: string) => `No verdict: it could not be run. ${reason}`,
}

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
