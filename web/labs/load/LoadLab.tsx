// The load lab: bounded load on the endpoint, with the limiter and without, measured live.
import { useState } from 'react'
import { loadBounds, loadDefaults } from '../../../server/labs/load/bounds.ts'
import type { LoadEvent, LoadOptions } from '../../../server/labs/load/contract.ts'
import { Choice } from '../../ui/form/Choice.tsx'
import { Slider } from '../../ui/form/Slider.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { LoadCharts } from './LoadCharts.tsx'
import { LoadResult } from './LoadResult.tsx'
import { viewLoad } from './load-state.ts'
import { loadMessages as texts } from './messages.ts'

const first: LoadOptions = loadDefaults

export default function LoadLab() {
  const run = useRun<LoadEvent>('load')
  const [options, setOptions] = useState(first)
  // The options of the run on the page; the form may already contain others.
  const [asked, setAsked] = useState(first)
  const change = (changed: Partial<LoadOptions>) => setOptions({ ...options, ...changed })
  const view = viewLoad(run.data, asked)

  return (
    <div className="load-lab">
      <p>{texts.how}</p>
      <form
        className="lab-form"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(options)
          void run.start(options)
        }}
      >
        <div className="lab-fields">
          <Slider
            label={texts.connections}
            min={loadBounds.connections.least}
            max={loadBounds.connections.most}
            value={options.connections}
            onChange={(connections) => change({ connections })}
          />
          <Slider
            label={texts.secondsEach}
            min={loadBounds.seconds.least}
            max={loadBounds.seconds.most}
            value={options.seconds}
            onChange={(seconds) => change({ seconds })}
          />
          <Choice
            legend={texts.outcome}
            choices={texts.outcomes}
            value={options.outcome}
            onChange={(outcome) => change({ outcome })}
          />
          <Choice
            legend={texts.sides}
            choices={texts.sidesNames}
            value={options.sides}
            onChange={(sides) => change({ sides })}
          />
        </div>
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{
            done: view.done,
            label:
              view.phase === 'measuring'
                ? texts.progress(view.done)
                : texts.phases[view.phase ?? 'starting'],
          }}
        />
      </form>
      {view.sides.length > 0 && (
        <>
          <LoadResult view={view} over={run.state !== 'running'} />
          <LoadCharts view={view} seconds={asked.seconds} />
        </>
      )}
    </div>
  )
}
