import type { InfoReading, Reading } from '../../../server/labs/why-valkey/contract.ts'
import { FiguresTable } from '../../ui/charts/FiguresTable.tsx'
import { SmallChart } from '../../ui/charts/SmallChart.tsx'
import { whyValkeyMessages as messages } from './messages.ts'

const texts = messages.observability

type Metric = {
  name: string
  value: (info: InfoReading) => number | null
  text: (info: InfoReading) => string
}

const metrics: Metric[] = [
  {
    name: texts.metrics.commands,
    value: (info) => info.commandsPerSecond,
    text: (info) => texts.rate(info.commandsPerSecond),
  },
  { name: texts.metrics.cpu, value: ({ cpu }) => cpu, text: ({ cpu }) => texts.cpu(cpu) },
  {
    name: texts.metrics.memory,
    value: (info) => info.usedMemoryBytes,
    text: (info) => texts.megabytes(info.usedMemoryBytes),
  },
  {
    name: texts.metrics.clients,
    value: ({ clients }) => clients,
    text: ({ clients }) => texts.count(clients),
  },
  { name: texts.metrics.keys, value: ({ keys }) => keys, text: ({ keys }) => texts.count(keys) },
  {
    name: texts.metrics.hits,
    value: ({ hits, misses }) => (hits + misses === 0 ? null : hits / (hits + misses)),
    text: ({ hits, misses }) => texts.hitShare(hits, misses),
  },
]

/** What INFO says, second by second. */
export function InfoCharts({ readings }: { readings: Reading[] }) {
  const last = readings.at(-1)?.info
  if (!last) return null
  if (last.refused !== undefined) return <p className="notice">{texts.refused(last.refused)}</p>
  const infos = readings.flatMap(({ info }) => (info.value ? [info.value] : []))
  return (
    <div>
      <h3>{texts.now}</h3>
      <dl className="small-charts">
        {metrics.map(({ name, value, text }) => (
          <SmallChart key={name} name={name} text={text(last.value)} values={infos.map(value)} />
        ))}
      </dl>
      <FiguresTable
        title={texts.infoTable}
        rowName={texts.second}
        columns={metrics.map(({ name }) => name)}
        rows={readings.map(({ atSeconds, info }) => ({
          name: messages.seconds(atSeconds),
          cells: metrics.map(({ text }) => (info.value ? text(info.value) : '–')),
        }))}
      />
    </div>
  )
}
