import { useState } from 'react'
import type { AlgorithmDecision } from '../../../server/labs/algorithms/contract.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { type AlgorithmRow, type AlgorithmsView, algorithmIds } from './algorithms-state.ts'
import { algorithmsMessages as texts } from './messages.ts'

/** The run in numbers: five rows, and every single decision on demand. */
export function AlgorithmsResults({
  view,
  limit,
  windowSeconds,
}: {
  view: AlgorithmsView
  limit: number
  windowSeconds: number
}) {
  const anyFailed = view.rows.some(({ failed }) => failed > 0)
  return (
    <>
      <ScrollRegion className="table-scroll" label={texts.results}>
        <table className="algorithms-table" aria-label={texts.results}>
          <thead>
            <tr>
              <th scope="col">{texts.table.algorithm}</th>
              <th scope="col">{texts.table.admitted}</th>
              <th scope="col">{texts.table.rejected}</th>
              {anyFailed && <th scope="col">{texts.table.failed}</th>}
              <th scope="col">{texts.table.busiest(windowSeconds)}</th>
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) => (
              <tr key={row.algorithm}>
                <th scope="row">{texts.names[row.algorithm]}</th>
                <td>{row.admitted}</td>
                <td>{row.rejected}</td>
                {anyFailed && <td>{row.failed}</td>}
                <Busiest row={row} limit={limit} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="quiet measure">{texts.busiestNote(windowSeconds)}</p>
      <Log view={view} />
    </>
  )
}

function Busiest({ row, limit }: { row: AlgorithmRow; limit: number }) {
  const { count, from } = row.busiest
  const over = count > limit
  return (
    <td className="algorithms-busiest" data-over={over || undefined}>
      <div>
        <strong>{count}</strong>
        {count > 0 && (
          <>
            <Shape kind={over ? 'rejected' : 'allowed'} />
            <span>{over ? texts.over(count, limit) : texts.within}</span>
            <span className="quiet">{texts.busiestFrom(from)}</span>
          </>
        )}
      </div>
    </td>
  )
}

function Log({ view }: { view: AlgorithmsView }) {
  const [open, setOpen] = useState(false)
  const { requests, run } = view
  return (
    <details
      className="algorithms-log"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{texts.log(requests.length)}</summary>
      {open && (
        <>
          <ScrollRegion className="table-scroll" label={texts.log(requests.length)}>
            <table className="algorithms-table" aria-label={texts.log(requests.length)}>
              <thead>
                <tr>
                  <th scope="col">{texts.logTime}</th>
                  {algorithmIds.map((algorithm) => (
                    <th key={algorithm} scope="col">
                      {texts.names[algorithm]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {requests.map(({ request, plannedMs, decisions }) => (
                  <tr key={request}>
                    <th scope="row">{texts.at(plannedMs)}</th>
                    {decisions.map((decision) => (
                      <td key={decision.algorithm}>
                        <DecisionCell decision={decision} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {run && (
            <>
              <p className="quiet">{texts.keys}</p>
              <ul className="algorithms-keys">
                {Object.values(run.keys).map((key) => (
                  <li key={key}>
                    <code>{key}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </details>
  )
}

function DecisionCell({ decision }: { decision: AlgorithmDecision }) {
  if ('failed' in decision) {
    return (
      <span className="algorithms-decision">
        <Shape kind="failed" /> {texts.failed}: {decision.failed}
      </span>
    )
  }
  return (
    <span className="algorithms-decision">
      <Shape kind={decision.allowed ? 'allowed' : 'rejected'} />{' '}
      {decision.allowed ? texts.allowed : texts.rejected}
    </span>
  )
}
