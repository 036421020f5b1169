// One figure as it is now, with its last minute or so behind it. The table of all of them stands below (FiguresTable).
import { useRef } from 'react'
import { useWidth } from '../useWidth.ts'
import { createScale } from './scale.ts'

const height = 44

export function SmallChart({
  name,
  text,
  values,
}: {
  name: string
  /** The newest value, with its unit. */
  text: string
  /** Null where there is none yet. */
  values: (number | null)[]
}) {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place, 180)
  const x = createScale(Math.max(1, values.length - 1), 2, width - 4)
  const y = createScale(Math.max(...values.map((value) => value ?? 0), 1e-9), height - 3, 4)
  const points = values.flatMap((value, i) => (value === null ? [] : [{ x: x(i), y: y(value) }]))
  const last = points.at(-1)
  return (
    <div className="small-chart">
      <dt>{name}</dt>
      <dd>
        <strong>{text}</strong>
        <div ref={place}>
          <svg
            className="chart-tone-1"
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            aria-hidden="true"
          >
            <line className="chart-grid" x1="0" x2={width} y1={height - 3} y2={height - 3} />
            <polyline
              className="chart-line"
              points={points.map((at) => `${at.x.toFixed(1)},${at.y.toFixed(1)}`).join(' ')}
            />
            {last && (
              <rect className="chart-mark" x={last.x - 2.5} y={last.y - 2.5} width="5" height="5" />
            )}
          </svg>
        </div>
      </dd>
    </div>
  )
}
