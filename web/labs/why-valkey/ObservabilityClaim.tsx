import { useState } from 'react'
import { whyValkeyBounds, whyValkeyDefaults } from '../../../server/labs/why-valkey/bounds.ts'
import type {
  Watched,
  WhyValkeyAction,
  WhyValkeyEvent,
} from '../../../server/labs/why-valkey/contract.ts'
import { Choice } from '../../ui/form/Choice.tsx'
import { Slider } from '../../ui/form/Slider.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { Claim } from './Claim.tsx'
import { InfoCharts } from './InfoCharts.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { ServerTables } from './ServerTables.tsx'
import { dataOf, judgeObservability } from './verdicts.ts'

const texts = messages.observability
const first = { watch: 'workbook' as Watched, seconds: whyValkeyDefaults.watchSeconds }
const stepSeconds = 5

export function ObservabilityClaim() {
  const run = useRun<WhyValkeyEvent>('why-valkey')
  const [options, setOptions] = useState(first)
  const [asked, setAsked] = useState(first)
  const [refused, setRefused] = useState<string | null>(null)
  const readings = dataOf(run.data, 'reading').map(({ reading }) => reading)
  const last = readings.at(-1)
  const verdict = run.state === 'running' ? null : judgeObservability(last)
  const mayAct = run.state === 'running' && asked.watch === 'own' && last !== undefined

  function act(action: WhyValkeyAction): void {
    setRefused(null)
    run.act(action).catch((error: Error) => setRefused(error.message))
  }

  return (
    <Claim number={4} title={texts.title} how={texts.how} verdict={verdict}>
      <form
        className="lab-form"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(options)
          setRefused(null)
          void run.start({ claim: 'observability', ...options })
        }}
      >
        <div className="lab-fields">
          <Choice
            legend={texts.watch}
            choices={texts.watched}
            value={options.watch}
            onChange={(watch) => setOptions({ ...options, watch })}
          />
          <Slider
            label={texts.length}
            min={stepSeconds}
            max={whyValkeyBounds.watchSeconds.most}
            step={stepSeconds}
            value={options.seconds}
            onChange={(seconds) => setOptions({ ...options, seconds })}
          />
        </div>
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{
            done: (last?.atSeconds ?? 0) / asked.seconds,
            label: texts.progress(last?.atSeconds ?? 0, asked.seconds),
          }}
        >
          {mayAct && (
            <>
              <button type="button" className="button" onClick={() => act({ do: 'hits' })}>
                {texts.hits}
              </button>
              <button type="button" className="button" onClick={() => act({ do: 'slow script' })}>
                {texts.slow}
              </button>
            </>
          )}
        </RunControls>
        {refused && (
          <p className="notice" role="alert">
            {texts.actionFailed(refused)}
          </p>
        )}
      </form>
      {last && (
        <>
          <InfoCharts readings={readings} />
          <ServerTables reading={last} />
        </>
      )}
    </Claim>
  )
}
