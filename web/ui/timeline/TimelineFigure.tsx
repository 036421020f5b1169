// Requests over time, a lane for each client, the windows of the limiter behind them. A pure figure: it draws what it
// is handed, for the playground and for the labs.
import { memo, type PointerEvent, useId, useMemo, useRef } from 'react'
import { useWidth } from '../useWidth.ts'
import { axisTicks } from './axis-ticks.ts'
import {
  axisHeight,
  eventAt,
  type FigureLayout,
  type LaneLayout,
  layOut,
  placeOf,
  shapeSize,
} from './figure-layout.ts'
import { timelineMessages } from './messages.ts'
import { shapePaths } from './shape-paths.ts'
import { TimelineLegend } from './TimelineLegend.tsx'
import type { TimelineEvent, TimelineFigureProps } from './timeline-figure.ts'
import { usualWidth } from './usual-width.ts'
import './timeline.css'

const characterPx = 6.4
const labelHalf = 28

export function TimelineFigure(props: TimelineFigureProps) {
  const { events, windows, lanes, from, to, rows, now, selected, onPoint, label } = props
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, usualWidth)
  const id = useId()
  const layout = useMemo(
    () =>
      layOut({
        events,
        width,
        ...(windows && { windows }),
        ...(lanes && { lanes }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(rows !== undefined && { rows }),
      }),
    [events, windows, lanes, from, to, rows, width],
  )
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    onPoint?.(eventAt(layout, event.clientX - left, event.clientY - top))
  }
  return (
    <figure className="stack-tight timeline-figure" aria-label={label}>
      <div ref={box}>
        <svg
          className="timeline-drawing"
          width="100%"
          height={layout.height}
          role="img"
          aria-labelledby={`${id}-name ${id}-shown`}
          {...(onPoint && {
            onPointerMove: point,
            onPointerDown: point,
            onPointerLeave: () => onPoint(null),
          })}
        >
          <title id={`${id}-name`}>{label}</title>
          <desc id={`${id}-shown`}>{describe(layout)}</desc>
          {now !== undefined && <Future layout={layout} now={now} />}
          {layout.lanes.map((lane) => (
            <Lane key={lane.id} lane={lane} width={layout.width} />
          ))}
          {now !== undefined && <Now layout={layout} now={now} />}
          <Axis layout={layout} origin={props.origin ?? layout.from} tickLabel={props.tickLabel} />
          {selected && <Ring layout={layout} event={selected} />}
        </svg>
      </div>
      {(props.legend ?? true) && <TimelineLegend events={events} unit={layout.unit} />}
    </figure>
  )
}

function describe({ lanes }: FigureLayout): string {
  const seen = lanes.map(({ title, columns }) => {
    const events = columns.flatMap((column) => column.events)
    const count = (kind: TimelineEvent['kind']) =>
      events.filter((each) => each.kind === kind).length
    return timelineMessages.laneSummary(title, {
      allowed: count('allowed'),
      rejected: count('rejected'),
      failed: count('failed'),
      waiting: count('waiting'),
    })
  })
  return seen.join(' ')
}

function Lane({ lane, width }: { lane: LaneLayout; width: number }) {
  const paths = shapePaths(lane)
  const bandTop = lane.top + 22
  return (
    <g>
      <text className="timeline-lane" x="0" y={lane.top + 14}>
        {lane.title}
        {lane.note && (
          <tspan className="timeline-note" dx="8">
            {lane.note}
          </tspan>
        )}
      </text>
      {lane.windows.map((each) => (
        <g key={each.place} className="timeline-window">
          <rect x={each.x} y={bandTop} width={each.width} height={lane.ground - bandTop} />
          {each.starts && <path d={`M${each.x} ${bandTop}V${lane.ground}`} />}
          {each.ends && (
            <path
              className="timeline-window-end"
              d={`M${each.x + each.width} ${bandTop}V${lane.ground}`}
            />
          )}
          {each.label !== undefined && each.label.length * characterPx + 10 < each.width && (
            <text x={each.x + 5} y={bandTop + 13}>
              {each.label}
            </text>
          )}
        </g>
      ))}
      <path className="timeline-ground" d={`M0 ${lane.ground}H${width}`} />
      <path className="timeline-allowed" d={paths.allowed} />
      <path className="timeline-rejected" d={paths.rejected} />
      <path className="timeline-failed" d={paths.failed} />
      <path className="timeline-waiting" d={paths.waiting} />
    </g>
  )
}

function Future({ layout, now }: { layout: FigureLayout; now: number }) {
  const x = Math.max(0, layout.x(now))
  if (x > layout.width) return null
  const height = layout.height - axisHeight
  return <rect className="timeline-future" x={x} y="0" width={layout.width - x} height={height} />
}

function Now({ layout, now }: { layout: FigureLayout; now: number }) {
  const x = layout.x(now)
  if (x < 0 || x > layout.width) return null
  return <path className="timeline-now" d={`M${x} 0V${layout.height - axisHeight + 5}`} />
}

type AxisProps = {
  layout: FigureLayout
  origin: number
  tickLabel: TimelineFigureProps['tickLabel']
}

const Axis = memo(function Axis({ layout, origin, tickLabel }: AxisProps) {
  const y = layout.height - axisHeight
  const label = (at: number, stepMs: number) =>
    tickLabel?.(at) ?? timelineMessages.secondsSince((at - origin) / 1000, stepMs / 1000)
  return (
    <g className="timeline-axis">
      {axisTicks({ from: layout.from, to: layout.to, origin, width: layout.width }).map(
        ({ at, stepMs }) => (
          <g key={at} transform={`translate(${layout.x(at).toFixed(1)} 0)`}>
            <path d={`M0 ${y}v5`} />
            <text x={inside(layout.x(at), layout.width)} y={y + 18}>
              {label(at, stepMs)}
            </text>
          </g>
        ),
      )}
    </g>
  )
}, isSameAxis)

/** Most of the layouts in a second differ in their shapes alone. */
function isSameAxis(before: AxisProps, now: AxisProps): boolean {
  const { from, to, width, height } = before.layout
  const { layout, origin, tickLabel } = now
  const isMoved = from !== layout.from || to !== layout.to
  const isResized = width !== layout.width || height !== layout.height
  return !isMoved && !isResized && origin === before.origin && tickLabel === before.tickLabel
}

/** How far a label moves aside to stay whole at the edges. */
function inside(x: number, width: number): number {
  return Math.round(Math.min(width - labelHalf - x, Math.max(labelHalf - x, 0)))
}

function Ring({ layout, event }: { layout: FigureLayout; event: TimelineEvent }) {
  const place = placeOf(layout, event)
  if (!place) return null
  return <circle className="timeline-ring" cx={place.x} cy={place.y} r={shapeSize * 0.9} />
}
