import { describe, expect, test } from 'vitest'
import { axisTicks } from './axis-ticks.ts'
import { eventAt, layOut, placeOf } from './figure-layout.ts'
import { shapePaths } from './shape-paths.ts'
import type { TimelineEvent } from './timeline-figure.ts'

const event = (at: number, kind: TimelineEvent['kind'] = 'allowed', lane = 'a'): TimelineEvent => ({
  at,
  kind,
  lane,
})
const burst = (count: number, at = 500) =>
  Array.from({ length: count }, (_, i) => event(at + i / 100))

describe('shapes', () => {
  test('what is far enough apart stands side by side at its own time', () => {
    const { lanes, x } = layOut({ events: [event(100), event(900)], from: 0, to: 1000, width: 500 })
    expect(lanes[0]?.columns.map((column) => column.x)).toEqual([x(100), x(900)])
  })

  test('what is too close stands on each other, in the order it happened', () => {
    const events = [event(500), event(501, 'rejected'), event(502, 'failed')]
    const { lanes, unit } = layOut({ events, from: 0, to: 1000, width: 500 })
    expect(unit).toBe(1)
    expect(lanes[0]?.columns.map(({ shapes }) => shapes)).toEqual([
      ['allowed', 'rejected', 'failed'],
    ])
  })

  test('no two columns overlap', () => {
    const events = Array.from({ length: 200 }, (_, i) => event(i * 5.3))
    const windows = [
      { lane: 'a', from: 0, to: 333 },
      { lane: 'a', from: 333, to: null },
    ]
    const { lanes } = layOut({ events, windows, from: 0, to: 1060, width: 500 })
    const places = lanes[0]?.columns.map((column) => column.x) ?? []
    const gaps = places.slice(1).map((place, i) => place - (places[i] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10.99)
  })

  test('both sides of a window’s border are told apart, however close', () => {
    const events = [event(499.9), event(500.1)]
    const windows = [{ lane: 'a', from: 500, to: null }]
    const { lanes, x } = layOut({ events, windows, from: 0, to: 1000, width: 500 })
    const [before, after] = lanes[0]?.columns ?? []
    expect(before?.x).toBeLessThanOrEqual(x(500) - 5)
    expect(after?.x).toBeGreaterThanOrEqual(x(500) + 5)
  })

  test('a column that would outgrow its lane: one shape stands for several, in every lane', () => {
    const events = [...burst(23), event(100, 'allowed', 'b')]
    const { lanes, unit } = layOut({ events, from: 0, to: 1000, width: 500, rows: 5 })
    expect(unit).toBe(5)
    expect(lanes.map(({ columns }) => columns.map(({ shapes }) => shapes.length))).toEqual([
      [5],
      [1],
    ])
  })

  test('what is out of sight is not drawn and does not count', () => {
    const { lanes, unit } = layOut({ events: burst(500, -5000), from: 0, to: 1000, width: 500 })
    expect(lanes[0]?.columns).toEqual([])
    expect(unit).toBe(1)
  })

  test('one path for each kind', () => {
    const { lanes } = layOut({
      events: [event(1), event(500, 'rejected')],
      from: 0,
      to: 1000,
      width: 500,
    })
    const paths = lanes.map(shapePaths)[0]
    expect(paths?.allowed).toMatch(/^M/)
    expect(paths?.rejected).toMatch(/^M/)
    expect(paths?.failed).toBe('')
  })
})

describe('windows', () => {
  const placed = (from: number, to: number | null) =>
    layOut({
      events: [],
      windows: [{ lane: 'a', from, to }],
      lanes: [{ id: 'a' }],
      from: 0,
      to: 1000,
      width: 500,
    }).lanes[0]?.windows[0]

  test('one that begins and ends within has both borders', () => {
    expect(placed(100, 900)).toMatchObject({ starts: true, ends: true })
  })

  test('one without end reaches to the edge and has no second border', () => {
    expect(placed(100, null)).toMatchObject({ starts: true, ends: false })
  })

  test('one that is over before the stretch is not there', () => {
    expect(placed(-900, -100)).toBeUndefined()
  })
})

test('nothing at all has a layout too', () => {
  expect(layOut({ events: [], width: 300 })).toMatchObject({ unit: 1, lanes: [] })
})

test('the pointer finds the shape that is drawn there', () => {
  const events = [event(500), event(501, 'rejected'), event(900, 'allowed', 'b')]
  const layout = layOut({ events, from: 0, to: 1000, width: 500 })
  for (const each of events) {
    const place = placeOf(layout, each)
    expect(eventAt(layout, place?.x ?? 0, place?.y ?? 0)).toBe(each)
  }
  expect(eventAt(layout, 20, 40)).toBeNull()
})

test('the axis has round moments with room for their labels', () => {
  const ticks = axisTicks({ from: 1234, to: 61_234, origin: 0, width: 400 })
  expect(ticks.map(({ at }) => at)).toEqual([15_000, 30_000, 45_000, 60_000])
  expect(axisTicks({ from: 0, to: 40, origin: 0, width: 390 }).map(({ at }) => at)).toEqual([
    0, 10, 20, 30, 40,
  ])
})
