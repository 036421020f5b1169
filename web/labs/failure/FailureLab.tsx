import { useState } from 'react'
import { laneNames } from '../../../server/labs/failure/bounds.ts'
import type {
  FailureAction,
  FailureEvent,
  FailureOptions,
  FillResult,
  LaneName,
  LaneSettings,
} from '../../../server/labs/failure/contract.ts'
import { RunControls } from '../RunControls.tsx'
import { useFoldedRun } from '../useRun.ts'
import { BreakControls } from './BreakControls.tsx'
import { FailureFigures } from './FailureFigures.tsx'
import { FailureLog } from './FailureLog.tsx'
import { emptyFailure, type FailureState, foldFailure } from './failure-state.ts'
import { LaneSummaryTable } from './LaneSummaryTable.tsx'
import { failureLabMessages as texts } from './messages.ts'
import { LaneFields, TrafficFields } from './SetupFields.tsx'

const folding = { empty: emptyFailure, fold: foldFailure }

const first: FailureOptions = {
  left: { client: 'ioredis defaults', onFailure: 'failClosed', deadline: false },
  right: { client: 'workbook', onFailure: 'failClosed', deadline: true },
  perSecond: 5,
  limit: 20,
  windowSeconds: 5,
}

/** Two setups of client and limiter under the same steady traffic, on one Valkey that the reader breaks. */
export default function FailureLab() {
  const run = useFoldedRun<FailureEvent, FailureState>('failure', folding)
  const [options, setOptions] = useState(first)
  const [doing, setDoing] = useState<FailureAction['do'] | null>(null)
  const [notice, setNotice] = useState('')
  const state = run.view
  const running = run.state === 'running'

  async function act(action: FailureAction): Promise<void> {
    setDoing(action.do)
    setNotice('')
    try {
      const result = await run.act(action)
      if (action.do === 'fill') setNotice(texts.filled(result as FillResult))
    } catch (error) {
      setNotice(error instanceof Error ? error.message : String(error))
    } finally {
      setDoing(null)
    }
  }

  function setLane(lane: LaneName, settings: LaneSettings): void {
    setOptions((before) => ({ ...before, [lane]: settings }))
    if (running && settings.onFailure !== options[lane].onFailure) {
      void act({ do: 'onFailure', lane, onFailure: settings.onFailure })
    }
  }

  return (
    <div className="failure-lab">
      <form
        className="failure-setup"
        aria-label={texts.setup}
        onSubmit={(event) => {
          event.preventDefault()
          setNotice('')
          void run.start(options)
        }}
      >
        {laneNames.map((lane) => (
          <LaneFields
            key={lane}
            lane={lane}
            running={running}
            settings={options[lane]}
            onChange={(settings) => setLane(lane, settings)}
          />
        ))}
        <TrafficFields options={options} running={running} onChange={setOptions} />
        <RunControls run={run} startLabel={texts.start} againLabel={texts.again} />
      </form>
      {running && state.valkey && (
        <BreakControls state={state.valkey} doing={doing} onAct={(action) => void act(action)} />
      )}
      <div className="failure-said">
        <p role="status">
          {run.state === 'idle' && texts.first}
          {running && state.valkey && texts.state(state.valkey)} {notice}
        </p>
        {/* It changes all the time, so it is not read out. */}
        {running && state.valkey && <p className="quiet">{texts.memory(state.valkey)}</p>}
      </div>
      {state.valkey && (
        <>
          <FailureFigures state={state} />
          <div className="failure-words">
            <LaneSummaryTable state={state} />
            <FailureLog state={state} />
          </div>
        </>
      )}
      {running && state.ready && (
        <p className="quiet">{texts.server(state.ready.version, state.ready.limits)}</p>
      )}
    </div>
  )
}
