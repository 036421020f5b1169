import type { ThreadsRound, WhyValkeyEvent } from '../../../server/labs/why-valkey/contract.ts'
import { BarTable } from '../../ui/charts/BarTable.tsx'
import { spreadOf } from '../../ui/charts/scale.ts'
import { Table } from '../../ui/Table.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { speedOf } from './verdicts.ts'

const texts = messages.threads
type Waits = Extract<WhyValkeyEvent, { kind: 'one at a time' }>
type Rounds = (ThreadsRound & { round: number })[]

export function ThreadsFigures({ rounds, waits }: { rounds: Rounds; waits: Waits[] }) {
  if (rounds.length === 0) return null
  const settings = [...new Set(rounds.map(({ ioThreads }) => ioThreads))].toSorted((a, b) => a - b)
  const tone = (ioThreads: number) => (ioThreads === 1 ? 2 : 1)
  return (
    <>
      <div className="why-figures">
        <BarTable
          title={texts.bars}
          nameHeader={texts.setting}
          valueHeader={texts.perSecond}
          bars={settings.flatMap((ioThreads) => {
            const speed = speedOf(rounds, ioThreads)
            if (!speed) return []
            const { median, min, max } = speed
            return {
              name: texts.threads(ioThreads),
              value: median,
              text: texts.calls(median),
              ...(max > min && { note: texts.range(min, max) }),
              tone: tone(ioThreads),
            }
          })}
        />
        {waits.length > 0 && (
          <BarTable
            title={texts.waits}
            nameHeader={texts.setting}
            valueHeader={texts.wait}
            bars={waits.flatMap(({ ioThreads, pingMs, scriptMs }) => {
              const [ping, script] = [spreadOf(pingMs), spreadOf(scriptMs)]
              if (!ping || !script) return []
              return {
                name: texts.threads(ioThreads),
                value: ping.median,
                text: texts.ms(ping.median),
                note: texts.behind(script.median),
                tone: tone(ioThreads),
              }
            })}
          />
        )}
      </div>
      <EveryRound rounds={rounds} />
    </>
  )
}

function EveryRound({ rounds }: { rounds: Rounds }) {
  return (
    <details className="chart-figures">
      <summary>{texts.table}</summary>
      <Table
        className="figures"
        scroll="chart-table"
        label={texts.table}
        head={[
          texts.round,
          texts.setting,
          texts.perSecond,
          texts.valkeyCpu,
          texts.generatorCpu,
          texts.readByThreads,
        ]}
        rows={rounds.map((one) => ({
          key: `${one.round} ${one.ioThreads}`,
          cells: [
            one.round,
            texts.threads(one.ioThreads),
            texts.calls(one.commandsPerSecond),
            texts.percent(one.valkeyCpu),
            texts.percent(one.generatorCpu),
            texts.percent(one.readByThreads),
          ],
        }))}
      />
    </details>
  )
}
