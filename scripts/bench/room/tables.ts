// The figures of a room as a person reads them, in Markdown, so that they can be put into the README as they are.
import { markdown } from '../table.ts'
import type { FaultFigures } from './measure-faults.ts'
import type { RoomFigures } from './measure-room.ts'

const ms = (value: number) =>
  Number.isNaN(value) ? '–' : value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')
const many = (value: number) => Math.round(value).toLocaleString('en')

export function roomTable(rooms: RoomFigures[]): string {
  const head = [
    'learners',
    'requests/s',
    'HTTP p50 / p99 ms',
    'own event p50 / p99 ms',
    'board p50 / max ms',
    'events lost',
    'KB per idle learner',
    'cores',
  ]
  const rows = rooms.map((room) => [
    many(room.learners),
    many(room.requestsPerSecond),
    `${ms(room.http.p50)} / ${ms(room.http.p99)}`,
    `${ms(room.event.p50)} / ${ms(room.event.p99)}`,
    `${ms(room.board.p50)} / ${ms(room.board.max)}`,
    many(room.lost + room.unanswered),
    (room.bytesPerIdleLearner / 1024).toFixed(0),
    room.serverCores.toFixed(2),
  ])
  const exact = rooms.flatMap(({ exact }) =>
    exact
      ? [
          `Exactly 5 of 50 requests at once admitted for ${exact.exactly} of ${exact.learners} learners.`,
        ]
      : [],
  )
  return [markdown(head, rows), ...exact, ''].join('\n')
}

export function faultsTable(faults: FaultFigures[]): string {
  const head = [
    `${faults[0]?.learners ?? 0} learners`,
    'streams lost',
    'back after p50 / max ms',
    'counted',
    '503',
    'cut off',
    'outage ms',
    'wrong counters',
  ]

  const rows = faults.map((one) => [
    one.fault,
    many(one.gaps),
    `${ms(one.gap.p50)} / ${ms(one.gap.max)}`,
    many(one.counted),
    many(one.unavailable),
    many(one.cut),
    ms(one.outageMs),
    many(one.wrongCounts),
  ])
  return markdown(head, rows)
}
