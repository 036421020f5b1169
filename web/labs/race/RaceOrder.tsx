import { useMemo } from 'react'
import type { RaceFinish, RaceResult, RaceStep } from '../../../server/labs/race/contract.ts'
import { Shape, type ShapeKind } from '../../ui/Shape.tsx'
import { raceMessages as texts } from './messages.ts'
import { RaceMap } from './RaceMap.tsx'
import { RaceTable } from './RaceTable.tsx'
import {
  mostBetween,
  type RaceRow,
  type Span,
  shortCommand,
  spansOf,
  toRows,
} from './race-state.ts'

/** So many clients have a lane of their own. */
const mostLanes = 12

const shapes: Record<RaceFinish['outcome'], ShapeKind> = {
  admitted: 'allowed',
  rejected: 'rejected',
  crashed: 'failed',
  failed: 'failed',
}

/** Every command in Valkey's own order: a list to read, with a lane per client beside it. */
export function RaceOrder({ result, steps }: { result: RaceResult; steps: RaceStep[] }) {
  const { key, finishes, clients } = result
  const spans = useMemo(() => spansOf(steps), [steps])
  const lanes = spans.slice(0, mostLanes)
  const rows = useMemo(() => toRows(steps, spans.slice(0, mostLanes)), [steps, spans])
  const outcomes = new Map(finishes.map(({ client, outcome }) => [client, outcome]))
  const outcomeOf = ({ client }: Span) => outcomes.get(client) ?? 'failed'
  return (
    <div className="stack race-order">
      {spans.length > mostLanes && (
        <RaceMap spans={spans} steps={steps} outcomeOf={outcomeOf} between={mostBetween(spans)} />
      )}
      {spans.length > mostLanes && <p className="quiet">{texts.whoCame(mostLanes, clients)}</p>}
      <div
        className="race-lanes race-lanes-head"
        style={{ gridTemplateColumns: `repeat(${lanes.length}, var(--lane))` }}
        aria-hidden="true"
      >
        {lanes.map((span) => (
          <span key={span.client}>
            {span.client}
            <Shape kind={shapes[outcomeOf(span)]} />
          </span>
        ))}
      </div>
      <ol className="race-steps">
        {rows.map((row) => (
          <li key={row.place} className={`race-step race-${row.kind}`}>
            <span
              className="race-lanes"
              style={{ gridTemplateColumns: `repeat(${lanes.length}, var(--lane))` }}
              aria-hidden="true"
            >
              {lanes.map((span, lane) => (
                <i
                  key={span.client}
                  data-part={row.lanes[lane]}
                  data-outcome={outcomeOf(span)}
                  data-here={mark(row, span.client)}
                />
              ))}
            </span>
            {row.kind === 'step' ? (
              <StepText step={row.step} shownKey={key} />
            ) : (
              <span className="race-others">{texts.others(row.count)}</span>
            )}
          </li>
        ))}
      </ol>
      <RaceTable steps={steps} shownKey={key} />
    </div>
  )
}

/** What stands on a client's lane at its own command. */
function mark(row: RaceRow, client: number): 'read' | 'write' | 'script' | undefined {
  if (row.kind !== 'step' || row.step.client !== client) return undefined
  if (row.step.byScript) return 'script'
  return row.step.command[0] === 'GET' ? 'read' : 'write'
}

function StepText({ step, shownKey }: { step: RaceStep; shownKey: string }) {
  const { client, command, byScript, atUs, reply } = step
  return (
    <span className="race-text" data-script={byScript || undefined}>
      <span className="race-time">{texts.at(atUs)}</span>
      <span className="race-client">{texts.laneOf(client)}</span>
      <code>{shortCommand(command, shownKey)}</code>
      {byScript ? (
        <span className="visually-hidden">{texts.inScript}</span>
      ) : (
        reply !== undefined && <span className="race-reply">→ {reply}</span>
      )}
    </span>
  )
}
