import type { Tally } from '../live/tally.ts'
import { predictMessages } from '../ui/messages.ts'

export type VerdictProps = { predicted: number; result: Tally; measure: 'allowed' | 'rejected' }

/** The prediction held against what was measured. Without a measurement there is no verdict, only the reason. */
export function Verdict({ predicted, result, measure }: VerdictProps) {
  if (result.failed > 0) {
    return (
      <p className="verdict">{predictMessages.unmeasured(result.failed, result.reason ?? '')}</p>
    )
  }
  const measured = result[measure]
  const right = predicted === measured
  return (
    <p className="verdict">
      <strong>{right ? predictMessages.right : predictMessages.wrong}</strong>{' '}
      {predictMessages.measured(predicted, measured, measure)}
    </p>
  )
}
