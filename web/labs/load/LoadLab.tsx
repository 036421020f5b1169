// The load lab: bounded load on the endpoint, with the limiter and without, measured live.
import { useState } from 'react'
import type { LoadData, LoadOptions } from '../../../server/labs/load/contract.ts'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { LoadCharts } from './LoadCharts.tsx'
import { LoadForm } from './LoadForm.tsx'
import { LoadResult } from './LoadResult.tsx'
import { viewLoad } from './load-state.ts'
import { loadMessages as texts } from './messages.ts'

const first: LoadOptions = { connections: 20, seconds: 5, outcome: 'allowed', sides: 'both' }

export default function LoadLab() {
  const run = useRun<LoadData>('load')
  const [options, setOptions] = useState(first)
  // What the figures on the page were asked for, while the form may already say something else.
  const [asked, setAsked] = useState(first)
  const view = viewLoad(run.data, asked)

  return (
    <div className="stack-wide">
      <p>{texts.how}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(options)
          void run.start(options)
        }}
      >
        <LoadForm options={options} onChange={setOptions} />
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
