import { messages } from '../core/messages.ts'
import type { Tally } from '../live/tally.ts'

export type VerdictProps = { predicted: number; result: Tally; measure: 'allowed' | 'rejected' }

/** The prediction held against what was measured. Without a measurement there is no verdict, only the reason. */
export function Verdict({ predicted, result, measure }: VerdictProps) {
  if (result.failed > 0) {
    return (
      <p className="verdict">{messages.predict.unmeasured(result.failed, result.reason ?? '')}</p>
    )
  }
  const measured = result[measure]
  const right = predicted === measured
  return (
    <p className="verdict">
      <strong>{right ? messages.predict.right : messages.predict.wrong}</strong>{' '}
      {messages.predict.measured(predicted, measured, measure)}
    </p>
  )
}
