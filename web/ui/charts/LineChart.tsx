// Lines over time or amount. Lines differ by stroke and mark before they differ by colour; the figures are a table too.
import { useId, useRef } from 'react'
import { useWidth } from '../useWidth.ts'
import { FiguresTable } from './FiguresTable.tsx'
import { createScale, ticksUpTo } from './scale.ts'

export type Series = {
  name: string
  /** 1 is drawn solid in the accent colour, 2 dashed, 3 dotted. */
  tone: 1 | 2 | 3
  points: { x: number; y: number }[]
}

type LineChartProps = {
  title: string
  /** What x is, with its unit: "seconds measured". */
  xName: string
  series: Series[]
  formatX: (value: number) => string
  formatY: (value: number) => string
  /** The round values beside the axis, where they are written shorter. */
  formatTick?: (value: number) => string
  height?: number
  /** The end of the x axis, where it is known beforehand. */
  xMax?: number
}

const margin = { top: 10, right: 12, bottom: 30 }

export function LineChart(props: LineChartProps) {
  const { title, xName, series, formatX, formatY, formatTick = formatY, height = 210 } = props
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place, 600)
  const all = series.flatMap(({ points }) => points)
  const xMax = Math.max(props.xMax ?? 0, ...all.map(({ x }) => x))
  const yTicks = ticksUpTo(Math.max(0, ...all.map(({ y }) => y)))
  const yMax = yTicks.at(-1) ?? 1
  // As wide as the longest figure beside it.
  const left = 14 + 8 * Math.max(...yTicks.map((tick) => formatTick(tick).length))
  const x = createScale(xMax, left, width - margin.right)
  const y = createScale(yMax, height - margin.bottom, margin.top)
  const xTicks = ticksUpTo(xMax, width < 420 ? 3 : 6).filter((tick) => tick <= xMax)

  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      {series.length > 1 && (
        <ul className="chart-legend">
          {series.map(({ name, tone }) => (
            <li key={name}>
              <svg width="34" height="12" aria-hidden="true" className={`chart-tone-${tone}`}>
                <line x1="1" x2="33" y1="6" y2="6" className="chart-line" />
                <Mark tone={tone} x={17} y={6} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div className="chart-place" ref={place}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {yTicks.map((tick) => (
            <g key={tick}>
              <line
                className="chart-grid"
                x1={left}
                x2={width - margin.right}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text x={left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {formatTick(tick)}
              </text>
            </g>
          ))}
          {xTicks.map((tick) => (
            <text
              key={tick}
              x={x(tick)}
              y={height - 10}
              textAnchor={x(tick) + 24 > width ? 'end' : 'middle'}
            >
              {formatX(tick)}
            </text>
          ))}
          {series.map(({ name, tone, points }) => (
            <Line
              key={name}
              tone={tone}
              points={points.map((at) => ({ x: x(at.x), y: y(at.y) }))}
            />
          ))}
        </svg>
      </div>
      <p className="chart-x">{xName}</p>
      <FiguresTable
        title={title}
        rowName={xName}
        columns={series.map(({ name }) => name)}
        rows={tableRows(props)}
      />
    </figure>
  )
}

/** A row for each x that any line has, in their order. */
function tableRows({ series, formatX, formatY }: LineChartProps) {
  const places = new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))
  return [...places]
    .toSorted((a, b) => a - b)
    .map((x) => ({
      name: formatX(x),
      cells: series.map(({ points }) => {
        const at = points.find((point) => point.x === x)
        return at ? formatY(at.y) : '–'
      }),
    }))
}

function Line({ tone, points }: Pick<Series, 'tone' | 'points'>) {
  const last = points.at(-1)
  if (!last) return null
  return (
    <g className={`chart-tone-${tone}`}>
      <polyline
        className="chart-line"
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
      />
      {points.length <= 24 && points.map((at) => <Mark key={at.x} tone={tone} {...at} />)}
      {points.length > 24 && <Mark tone={tone} {...last} />}
    </g>
  )
}

function Mark({ tone, x, y }: { tone: Series['tone']; x: number; y: number }) {
  if (tone === 1) return <rect className="chart-mark" x={x - 3} y={y - 3} width="6" height="6" />
  if (tone === 2) return <circle className="chart-mark" cx={x} cy={y} r="3.2" />
  return <path className="chart-mark" d={`M${x} ${y - 4}l4 7h-8z`} />
}
