// Where everything of a timeline stands, in pixels: data in, data out. Requests that are too close to stand beside each
// other stand on each other; where they would outgrow their lane, one shape stands for several requests.
import type { TimelineEvent, TimelineFigureProps, TimelineWindow } from './timeline-figure.ts'

export type Column = { x: number; events: TimelineEvent[]; shapes: TimelineEvent['kind'][] }

export type LaneLayout = {
  id: string
  title: string
  note: string | undefined
  /** From the title's line down to the ground that the shapes stand on. */
  top: number
  ground: number
  columns: Column[]
  windows: WindowLayout[]
}

export type WindowLayout = {
  /** Its place among the windows of its lane. */
  place: number
  x: number
  width: number
  /** Whether its start and its end are within what is shown. */
  starts: boolean
  ends: boolean
  label: string | undefined
}

export type FigureLayout = {
  width: number
  height: number
  /** Requests that one shape stands for. */
  unit: number
  lanes: LaneLayout[]
  from: number
  to: number
  x: (at: number) => number
}

export const shapeSize = 9
const step = 11
const titleHeight = 22
const windowLabelHeight = 16
const laneGap = 10
export const axisHeight = 24
const edge = step / 2 + 1
const longestUnit = 1_000_000

export type LayoutInput = Pick<
  TimelineFigureProps,
  'events' | 'windows' | 'lanes' | 'from' | 'to' | 'rows'
> & { width: number }

export function layOut({
  events,
  windows = [],
  lanes = lanesOf(events),
  from = Math.min(events[0]?.at ?? 0, ...windows.map((each) => each.from)),
  to = Math.max(events.at(-1)?.at ?? 0, ...windows.map((each) => each.to ?? each.from), from + 1),
  rows = rowsFor(lanes.length),
  width,
}: LayoutInput): FigureLayout {
  const perMs = (width - 2 * edge) / (to - from)
  const x = (at: number) => edge + (at - from) * perMs
  const byLane = byLaneOf(events)
  const windowsByLane = byLaneOf(windows)
  const columnsOf = lanes.map(({ id }) => {
    const borders = windowsByLane.get(id)?.flatMap(bordersOf) ?? []
    return beside(standing(byLane.get(id) ?? [], borders, step / perMs), borders, x).filter(
      (column) => column.x > -step && column.x < width + step,
    )
  })
  const unit = unitFor(columnsOf.flat(), rows)
  const height = titleHeight + windowLabelHeight + rows * step
  return {
    width,
    height: lanes.length * (height + laneGap) + axisHeight,
    unit,
    from,
    to,
    x,
    lanes: lanes.map(({ id, title = id, note }, index) => {
      const top = index * (height + laneGap)
      const columns = columnsOf[index] ?? []
      for (const column of columns) column.shapes = shapesOf(column.events, unit)
      return {
        id,
        title,
        note,
        top,
        ground: top + height,
        columns,
        windows: (windowsByLane.get(id) ?? []).flatMap((each, place) =>
          placeWindow({ ...each, place }, x, width),
        ),
      }
    }),
  }
}

function byLaneOf<T extends { lane: string }>(all: readonly T[]): Map<string, T[]> {
  const lanes = new Map<string, T[]>()
  for (const each of all) {
    const found = lanes.get(each.lane)
    if (found) found.push(each)
    else lanes.set(each.lane, [each])
  }
  return lanes
}

function lanesOf(events: readonly TimelineEvent[]): { id: string }[] {
  return [...new Set(events.map(({ lane }) => lane))].map((id) => ({ id }))
}

/** Few lanes have room for a burst of ten; many would be taller than a screen. */
function rowsFor(lanes: number): number {
  if (lanes <= 1) return 10
  if (lanes <= 3) return 6
  return lanes <= 5 ? 5 : 4
}

function bordersOf({ from, to }: TimelineWindow): number[] {
  return to === null ? [from] : [from, to]
}

/** Groups what happened within one shape's width; never across the border of a window. */
function standing(
  events: readonly TimelineEvent[],
  borders: readonly number[],
  stepMs: number,
): TimelineEvent[][] {
  const columns: TimelineEvent[][] = []
  let start = Number.NEGATIVE_INFINITY
  for (const event of events) {
    const apart =
      event.at >= start + stepMs || borders.some((border) => start < border && border <= event.at)
    if (apart) {
      start = event.at
      columns.push([event])
    } else {
      columns.at(-1)?.push(event)
    }
  }
  return columns
}

/** Each group centred on its first event, but wholly on its own side of a border, and never upon the one before it. */
function beside(
  groups: TimelineEvent[][],
  borders: readonly number[],
  x: (at: number) => number,
): Column[] {
  const half = step / 2
  let free = Number.NEGATIVE_INFINITY
  return groups.map((events) => {
    const at = events[0]?.at ?? 0
    let centre = x(at)
    for (const border of borders) {
      const line = x(border)
      if (Math.abs(line - x(at)) >= half) continue
      centre = at < border ? Math.min(centre, line - half) : Math.max(centre, line + half)
    }
    centre = Math.max(centre, free)
    free = centre + step
    return { x: centre, events, shapes: [] }
  })
}

/** 1, 2, 5, 10, 20, 50 …: the smallest with which every column fits. */
function unitFor(columns: readonly Column[], rows: number): number {
  for (let power = 1; power < longestUnit; power *= 10) {
    for (const unit of [power, 2 * power, 5 * power]) {
      if (columns.every(({ events }) => heightOf(events, unit) <= rows)) return unit
    }
  }
  return longestUnit
}

const kinds = ['allowed', 'rejected', 'failed', 'waiting'] as const

function heightOf(events: readonly TimelineEvent[], unit: number): number {
  return unit === 1 ? events.length : shapesOf(events, unit).length
}

/** From the ground up: in the order they happened, or by kind where a shape stands for several. */
function shapesOf(events: readonly TimelineEvent[], unit: number): TimelineEvent['kind'][] {
  if (unit === 1) return events.map(({ kind }) => kind)
  return kinds.flatMap((kind) => {
    const count = events.filter((event) => event.kind === kind).length
    return Array<TimelineEvent['kind']>(Math.ceil(count / unit)).fill(kind)
  })
}

function placeWindow(
  { from, to, label, place }: TimelineWindow & { place: number },
  x: (at: number) => number,
  width: number,
): WindowLayout[] {
  const left = x(from)
  const right = to === null ? width : x(to)
  if (right <= 0 || left >= width) return []
  const start = Math.max(0, left)
  return [
    {
      place,
      x: start,
      width: Math.max(1, Math.min(width, right) - start),
      starts: left >= 0,
      ends: to !== null && right <= width,
      label,
    },
  ]
}

/** The centre of the shape in this row of a column, counted from the ground. */
export function shapeY(lane: LaneLayout, row: number): number {
  return lane.ground - step / 2 - row * step
}

/** The event under a pointer, or the nearest one of its lane within reach. */
export function eventAt(layout: FigureLayout, x: number, y: number): TimelineEvent | null {
  const lane = layout.lanes.find(({ top, ground }) => y >= top && y <= ground + laneGap / 2)
  if (!lane) return null
  let nearest: Column | undefined
  for (const column of lane.columns) {
    const away = Math.abs(column.x - x)
    if (away <= step && away <= Math.abs((nearest?.x ?? Number.POSITIVE_INFINITY) - x)) {
      nearest = column
    }
  }
  if (!nearest) return null
  const row = Math.floor((lane.ground - y) / step) * layout.unit
  return nearest.events[Math.min(nearest.events.length - 1, Math.max(0, row))] ?? null
}

/** Where an event's shape stands; null when it is not in what is shown. */
export function placeOf(
  layout: FigureLayout,
  event: TimelineEvent,
): { x: number; y: number } | null {
  const lane = layout.lanes.find(({ id }) => id === event.lane)
  const column = lane?.columns.find(({ events }) => events.includes(event))
  if (!lane || !column) return null
  const row = layout.unit === 1 ? column.events.indexOf(event) : column.shapes.indexOf(event.kind)
  return { x: column.x, y: shapeY(lane, row) }
}
