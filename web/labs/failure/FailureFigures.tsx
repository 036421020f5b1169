import { useMemo } from 'react'
import type { LaneName } from '../../../server/labs/failure/contract.ts'
import { TimelineFigure } from '../../ui/timeline/TimelineFigure.tsx'
import type { TimelineEvent } from '../../ui/timeline/timeline-figure.ts'
import type { FailureState } from './failure-state.ts'
import { LatencyFigure } from './LatencyFigure.tsx'
import type { Fate } from './lab-request.ts'
import { failureLabMessages as texts } from './messages.ts'

const shownMs = 30_000
const valkeyLane = 'valkey'
const laneNames: LaneName[] = ['left', 'right']

const kinds: Record<Fate, TimelineEvent['kind']> = {
  waiting: 'waiting',
  allowed: 'allowed',
  passed: 'allowed',
  rejected: 'rejected',
  unavailable: 'failed',
  broken: 'failed',
}

/** The last half minute: what became of each request, what Valkey went through, and how long answers took. */
export function FailureFigures({ state }: { state: FailureState }) {
  const to = Math.max(shownMs, state.now)
  const from = to - shownMs
  const shown = useMemo(() => state.requests.filter(({ at }) => at >= from), [state.requests, from])
  const events = useMemo<TimelineEvent[]>(
    () =>
      shown.map(({ at, lane, fate, tookMs }) => ({
        at,
        lane,
        kind: kinds[fate],
        label: texts.requestLabel(fate, tookMs),
      })),
    [shown],
  )
  const windows = state.troubles
    .filter((one) => (one.to ?? to) >= from)
    .map((one) => ({
      lane: valkeyLane,
      from: Math.max(from, one.from),
      to: one.to ?? state.now,
      label: texts.trouble(one),
    }))
  return (
    <>
      <TimelineFigure
        label={texts.figure}
        events={events}
        windows={windows}
        lanes={[
          { id: valkeyLane, title: texts.valkeyLane },
          ...laneNames.map((id) => ({ id, title: texts.lane(id) })),
        ]}
        from={from}
        to={to}
        now={state.now}
        origin={0}
      />
      <div className="latencies">
        {laneNames.map((lane) => (
          <LatencyFigure
            key={lane}
            label={texts.latencyOf(lane)}
            requests={shown.filter((one) => one.lane === lane)}
            from={from}
            to={to}
            now={state.now}
          />
        ))}
      </div>
    </>
  )
}
