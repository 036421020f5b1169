import { useState } from 'react'
import { whyValkeyBounds, whyValkeyDefaults } from '../../../server/labs/why-valkey/bounds.ts'
import type { WhyValkeyEvent } from '../../../server/labs/why-valkey/contract.ts'
import { BarTable } from '../../ui/charts/BarTable.tsx'
import { LineChart } from '../../ui/charts/LineChart.tsx'
import { Slider } from '../../ui/form/Slider.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { Claim } from './Claim.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { NoRedis } from './NoRedis.tsx'
import { dataOf, judgeMemory } from './verdicts.ts'

const texts = messages.memory
const step = 10_000

export function MemoryClaim() {
  const run = useRun<WhyValkeyEvent>('why-valkey')
  const [counters, setCounters] = useState(whyValkeyDefaults.counters)
  const [asked, setAsked] = useState(counters)
  const written = dataOf(run.data, 'memory')
  const results = dataOf(run.data, 'memory result')
  const makers = [...new Set(written.map(({ maker }) => maker))]
  const noRedis = dataOf(run.data, 'no redis').length > 0
  const last = written.at(-1)
  const doneOf = (last?.counters ?? 0) / asked
  const done = noRedis ? doneOf : (doneOf + (last?.maker === 'Redis' ? 1 : 0)) / 2

  return (
    <Claim number={2} title={texts.title} how={texts.how} verdict={judgeMemory(results)}>
      <form
        className="lab-form"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(counters)
          void run.start({ claim: 'memory', counters })
        }}
      >
        <div className="lab-fields">
          <Slider
            label={texts.counters}
            min={step}
            max={whyValkeyBounds.counters.most}
            step={step}
            value={counters}
            onChange={setCounters}
          />
        </div>
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{ done, label: texts.progress(last?.counters ?? 0, asked) }}
        />
      </form>
      <NoRedis data={run.data} />
      {results.length > 0 && (
        <BarTable
          title={texts.bars}
          nameHeader={texts.server}
          valueHeader={texts.bytes}
          bars={results.map((result) => ({
            name: messages.maker(result),
            value: result.bytesPerCounter,
            text: texts.perCounter(result.bytesPerCounter),
            note: texts.resident(result.residentPerCounter),
            tone: result.maker === 'Valkey' ? 1 : 2,
          }))}
        />
      )}
      {written.length > 1 && (
        <>
          <LineChart
            title={texts.chart}
            xName={texts.x}
            series={makers.map((maker) => ({
              name: maker,
              tone: maker === 'Valkey' ? 1 : 2,
              points: written
                .filter((one) => one.maker === maker)
                .map((one) => ({ x: one.counters, y: one.usedBytes })),
            }))}
            formatX={texts.count}
            formatY={texts.megabytes}
            formatTick={texts.megabytesTick}
            xMax={asked}
          />
          <p className="quiet">{texts.steps}</p>
        </>
      )}
    </Claim>
  )
}
