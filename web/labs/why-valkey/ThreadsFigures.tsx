import type { ThreadsRound, WhyValkeyData } from '../../../server/labs/why-valkey/contract.ts'
import { BarTable } from '../../ui/charts/BarTable.tsx'
import { spreadOf } from '../../ui/charts/scale.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { speedOf } from './verdicts.ts'

const texts = messages.threads
type Waits = Extract<WhyValkeyData, { kind: 'one at a time' }>
type Rounds = (ThreadsRound & { round: number })[]

export function ThreadsFigures({ rounds, waits }: { rounds: Rounds; waits: Waits[] }) {
  if (rounds.length === 0) return null
  const settings = [...new Set(rounds.map(({ ioThreads }) => ioThreads))].toSorted((a, b) => a - b)
  const tone = (ioThreads: number) => (ioThreads === 1 ? 2 : 1)
  return (
    <>
      <div className="columns">
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
      <ScrollRegion className="chart-table" label={texts.table}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{texts.round}</th>
              <th scope="col">{texts.setting}</th>
              <th scope="col">{texts.perSecond}</th>
              <th scope="col">{texts.valkeyCpu}</th>
              <th scope="col">{texts.generatorCpu}</th>
              <th scope="col">{texts.readByThreads}</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((one) => (
              <tr key={`${one.round} ${one.ioThreads}`}>
                <th scope="row">{one.round}</th>
                <td>{texts.threads(one.ioThreads)}</td>
                <td>{texts.calls(one.commandsPerSecond)}</td>
                <td>{texts.percent(one.valkeyCpu)}</td>
                <td>{texts.percent(one.generatorCpu)}</td>
                <td>{texts.percent(one.readByThreads)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
