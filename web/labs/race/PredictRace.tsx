// Predict, then run, for a race: how many of so many clients get in. The number it is held against is raced in that
// moment, on a Valkey of its own where there can be one, never written in the lesson.
import type { ReactNode } from 'react'
import type { RaceVersion } from '../../../server/labs/race/contract.ts'
import { predictMessages } from '../../ui/messages.ts'
import { PredictMeasured } from '../PredictMeasured.tsx'

const texts = {
  of: (clients: number) => `of ${clients} clients`,
  measured: (predicted: number, admitted: number, clients: number, limit: number) =>
    `You predicted ${predicted}; ${admitted} of ${clients} clients really got in, with a limit of ${limit}.`,
  unmeasured: (reason: string) => `No verdict: the race could not be run. ${reason}`,
}

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

export function PredictRace({
  question,
  version,
  clients = 20,
  limit = 5,
  crash = false,
  children,
}: PredictRaceProps) {
  return (
    <PredictMeasured
      question={question}
      most={clients}
      texts={{
        ...texts,
        running: predictMessages.running,
        measured: (predicted, { admitted }: { admitted: number }) =>
          texts.measured(predicted, admitted, clients, limit),
      }}
      measure={async (signal) => {
        const { measureRace } = await import('./measure-race.ts')
        const measured = await measureRace({ versions: [version], clients, limit, crash }, signal)
        if ('reason' in measured) return measured
        const admitted = measured.admitted[version]
        return admitted === undefined ? { reason: '' } : { admitted }
      }}
    >
      {children}
    </PredictMeasured>
  )
}
