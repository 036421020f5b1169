// The board as a file to keep. It is the instructor's own doing: nothing of the room is kept otherwise.
import type { BoardLearner } from './contract.ts'
import type { Room, RoomReading } from './room-store.ts'

export function boardAsJson({ room, reading }: { room: Room; reading: RoomReading }) {
  return {
    room: room.name,
    exportedAt: moment(reading.at),
    learners: bySeat(reading).map((learner) => ({
      seat: learner.seat,
      name: learner.name,
      joinedAt: moment(learner.joinedAt),
      lastActiveAt: moment(learner.activeAt),
      lastProgressAt: moment(learner.progressAt),
      place: learner.place,
      lessons: learner.lessons,
      check: learner.check && { ...learner.check, at: moment(learner.check.at) },
    })),
  }
}

/** One row a learner, one column a lesson. With a byte order mark, by which Excel knows that it is UTF-8. */
export function boardAsCsv(reading: RoomReading): string {
  const learners = bySeat(reading)
  const lessons = [...new Set(learners.flatMap(({ lessons }) => Object.keys(lessons)))].sort()
  const head = [
    ...['seat', 'name', 'joined', 'last active', 'last progress', 'place', ...lessons],
    ...['checked lesson', 'checks passed', 'checks', 'failing check'],
  ]
  const rows = learners.map((learner) => [
    ...[learner.seat, learner.name, moment(learner.joinedAt), moment(learner.activeAt)],
    ...[moment(learner.progressAt), learner.place],
    ...lessons.map((lesson) => learner.lessons[lesson]),
    ...[learner.check?.lesson, learner.check?.passed, learner.check?.total, learner.check?.failing],
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/**
 * A cell that begins as a formula would be run by a spreadsheet; an apostrophe makes it text.
 * Sources: RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

function bySeat({ learners }: RoomReading): BoardLearner[] {
  return learners.toSorted((a, b) => a.seat - b.seat)
}

function moment(at: number): string {
  return new Date(at).toISOString()
}
