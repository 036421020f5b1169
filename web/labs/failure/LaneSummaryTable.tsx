import type { FailureState } from './failure-state.ts'
import type { Fate } from './lab-request.ts'
import { type LaneSummary, summarizeLane } from './lane-summary.ts'
import { failureLabMessages as texts } from './messages.ts'

const fates: Fate[] = ['allowed', 'passed', 'rejected', 'unavailable', 'broken', 'waiting']

/** Both lanes in numbers, side by side. */
export function LaneSummaryTable({ state }: { state: FailureState }) {
  const left = summarizeLane(state, 'left')
  const right = summarizeLane(state, 'right')
  const row = (title: string, of: (lane: LaneSummary) => string | number) => (
    <tr key={title}>
      <th scope="row">{title}</th>
      <td>{of(left)}</td>
      <td>{of(right)}</td>
    </tr>
  )
  return (
    <table className="lane-summary">
      <caption>{texts.summary}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{texts.measured}</span>
          </th>
          <th scope="col">{texts.lane('left')}</th>
          <th scope="col">{texts.lane('right')}</th>
        </tr>
      </thead>
      <tbody>
        {fates.map((fate) => row(texts.rows[fate], (lane) => lane.fates[fate]))}
        {row(texts.rows.heldBack, (lane) => lane.heldBack)}
        {row(texts.rows.medianMs, ({ medianMs }) => (medianMs === null ? '–' : texts.ms(medianMs)))}
        {row(texts.rows.longestMs, ({ longestMs }) => texts.ms(longestMs))}
        {row(texts.rows.recovered, ({ recoveredAfterMs: after }) =>
          after === null ? '–' : after === 'not yet' ? texts.notYet : texts.ms(after),
        )}
        {row(texts.rows.lastCause, ({ lastCause }) => lastCause ?? '–')}
      </tbody>
    </table>
  )
}
