import { useState } from 'react'
import type { AlgorithmDecision } from '../../../server/labs/algorithms/contract.ts'
import { algorithmNames, algorithmTitle } from '../../../server/limiter/algorithms/algorithms.ts'
import { Shape } from '../../ui/Shape.tsx'
import { Table } from '../../ui/Table.tsx'
import type { AlgorithmRow, AlgorithmsView } from './algorithms-state.ts'
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
      <Table
        className="algorithms-table"
        label={texts.results}
        head={[
          texts.table.algorithm,
          texts.table.admitted,
          texts.table.rejected,
          ...(anyFailed ? [texts.table.failed] : []),
          texts.table.busiest(windowSeconds),
        ]}
        rows={view.rows.map((row) => ({
          key: row.algorithm,
          cells: [
            algorithmTitle(row.algorithm),
            row.admitted,
            row.rejected,
            ...(anyFailed ? [row.failed] : []),
            <Busiest key="busiest" row={row} limit={limit} />,
          ],
        }))}
      />
      <p className="quiet algorithms-note">{texts.busiestNote(windowSeconds)}</p>
      <Log view={view} />
    </>
  )
}

function Busiest({ row, limit }: { row: AlgorithmRow; limit: number }) {
  const { count, from } = row.busiest
  const over = count > limit
  return (
    <div className="algorithms-busiest" data-over={over || undefined}>
      <strong>{count}</strong>
      {count > 0 && (
        <>
          <Shape kind={over ? 'rejected' : 'allowed'} />
          <span>{over ? texts.over(count, limit) : texts.within}</span>
          <span className="quiet">{texts.busiestFrom(from)}</span>
        </>
      )}
    </div>
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
          <Table
            className="algorithms-table"
            label={texts.log(requests.length)}
            head={[texts.logTime, ...algorithmNames.map(algorithmTitle)]}
            rows={requests.map(({ request, plannedMs, decisions }) => ({
              key: String(request),
              cells: [
                texts.at(plannedMs),
                ...decisions.map((decision) => (
                  <DecisionCell key={decision.algorithm} decision={decision} />
                )),
              ],
            }))}
          />
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
