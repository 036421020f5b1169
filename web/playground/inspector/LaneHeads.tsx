import { useHighlight } from './useHighlight.ts'
import { wayMessages } from './way-messages.ts'

/** The three lanes' names above them: in a narrow place their first letters, since each step says them in full. */
export function LaneHeads({ outside }: { outside: boolean }) {
  const { lanes } = wayMessages
  return (
    <div className="lane-heads" aria-hidden="true">
      <span {...useHighlight('browser')}>{outside ? lanes.client : lanes.browser}</span>
      <span {...useHighlight('express')}>{lanes.express}</span>
      <span {...useHighlight('valkey')}>{lanes.valkey}</span>
    </div>
  )
}
