import { LineChart, type Series } from '../../ui/charts/LineChart.tsx'
import type { LoadView, SideView } from './load-state.ts'
import { loadMessages as texts } from './messages.ts'

type Sample = SideView['samples'][number]

type Figure = {
  title: string
  pick: (sample: Sample) => number
  format: (value: number) => string
  formatTick?: (value: number) => string
}

/** How each quarter of a second went: speed, latency and processors, the sides over each other. */
export function LoadCharts({ view, seconds }: { view: LoadView; seconds: number }) {
  const { charts, perSecond, ms, msTick, percent, percentTick } = texts
  const figures: Figure[] = [
    {
      title: charts.speed,
      pick: (sample) => (sample.requests / sample.ms) * 1000,
      format: perSecond,
    },
    { title: charts.p50, pick: ({ latency }) => latency.p50, format: ms, formatTick: msTick },
    { title: charts.p99, pick: ({ latency }) => latency.p99, format: ms, formatTick: msTick },
    { title: charts.nodeCpu, pick: ({ cpu }) => cpu.node, format: percent },
    {
      title: charts.valkeyCpu,
      pick: ({ cpu }) => cpu.valkey,
      format: percent,
      formatTick: percentTick,
    },
  ]
  return (
    <div className="columns">
      {figures.map(({ title, pick, format, formatTick = format }) => (
        <LineChart
          key={title}
          title={title}
          xName={charts.x}
          series={view.sides.map((side) => seriesOf(side, pick))}
          formatX={texts.seconds}
          formatY={format}
          formatTick={formatTick}
          xMax={seconds}
        />
      ))}
    </div>
  )
}

function seriesOf({ side, samples }: SideView, pick: (sample: Sample) => number): Series {
  return {
    name: texts.side[side],
    tone: side === 'with' ? 1 : 2,
    points: samples.map((sample) => ({
      // Rounded, so that both sides share the rows of the table.
      x: Math.round(sample.atSeconds * 4) / 4,
      y: pick(sample),
    })),
  }
}
