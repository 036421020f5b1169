import { loadMessages as texts } from '../../messages/en/load.ts'
import { LineChart, type Series } from '../charts/LineChart.tsx'
import type { LoadView, SideView } from './load-state.ts'

type Sample = SideView['samples'][number]

/** How each quarter of a second went: speed, latency and processors, the sides over each other. */
export function LoadCharts({ view, seconds }: { view: LoadView; seconds: number }) {
  const charts: [string, (sample: Sample) => number, (value: number) => string][] = [
    [texts.charts.speed, ({ requests, ms }) => (requests / ms) * 1000, texts.perSecond],
    [texts.charts.p50, ({ latency }) => latency.p50, texts.ms],
    [texts.charts.p99, ({ latency }) => latency.p99, texts.ms],
    [texts.charts.nodeCpu, ({ cpu }) => cpu.node, texts.percent],
    [texts.charts.valkeyCpu, ({ cpu }) => cpu.valkey, texts.percent],
  ]
  return (
    <div className="load-charts">
      {charts.map(([title, pick, formatY]) => (
        <LineChart
          key={title}
          title={title}
          xName={texts.charts.x}
          series={view.sides.map((side) => seriesOf(side, pick))}
          formatX={texts.seconds}
          formatY={formatY}
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
