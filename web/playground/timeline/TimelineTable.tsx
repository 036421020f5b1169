import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import type { Recording } from './timeline-state.ts'
import { clock, laneTitle } from './timeline-text.ts'
import { lanesShown, tableRows, total } from './timeline-view.ts'

/** How many requests each client had allowed and rejected, window by window. */
export function TimelineTable({ recording, moment }: { recording: Recording; moment: number }) {
  const text = timelineMessages.table
  const lanes = lanesShown(recording)
  const rows = tableRows(recording, moment)
  const sum = total(rows)
  return (
    <ScrollRegion className="timeline-table" label={text.caption}>
      <table className="key-table">
        <caption className="quiet">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.client}</th>
            <th scope="col">{text.window}</th>
            <th scope="col">{text.allowed}</th>
            <th scope="col">{text.rejected}</th>
            <th scope="col">{text.failed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, lane, window, allowed, rejected, failed }) => (
            <tr key={id}>
              <th scope="row">{laneTitle(lanes, lane)}</th>
              <td>
                {window
                  ? text.from(clock(window.from), window.to === null ? null : clock(window.to))
                  : text.noWindow}
              </td>
              <td>{allowed}</td>
              <td>{rejected}</td>
              <td>{failed}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text.total}
            </th>
            <td>{sum.allowed}</td>
            <td>{sum.rejected}</td>
            <td>{sum.failed}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  )
}
