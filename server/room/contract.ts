// What a room's server and its pages send each other. The page imports types only. All moments are milliseconds since 1970 on Valkey's
// clock, the only one that everybody in the room shares; a page takes the difference to its own from `at`.
import { z } from 'zod'
import { longestMessage } from './bounds.ts'

/** GET /api/session. */
export type Session =
  | { mode: 'home' }
  | {
      mode: 'room'
      room: { name: string; max: number }
      role: 'visitor' | 'learner' | 'instructor'
      you: { id: string; name: string | null } | null
    }

/** How far a learner is in a lesson: opened, read to its end, its exercise passed. */
export type LessonCell = 'begun' | 'read' | 'passed'

/** The newest check of one exercise; `failing` is the sentence of the first check that does not pass. */
export type CheckReport = {
  lesson: string
  passed: number
  total: number
  failing: string | null
}

export type Help = {
  since: number
  /** The name of the instructor who comes. */
  claimedBy: string | null
}

const paces = ['slower', 'faster'] as const
export type Pace = (typeof paces)[number]

/** A message; the page that has closed it knows it by `id`. */
export type RoomMessage = { id: string; text: string; at: number }

/** One learner as the board has it. `rev` grows with every change of the room: of two versions the greater is newer. */
export type BoardLearner = {
  /** The public id of the learner's keyspace. */
  id: string
  rev: number
  /** "learner 7" for those who gave no name; counted from 1 in order of coming. */
  seat: number
  name: string | null
  joinedAt: number
  /** The last sign of life; a page that is open gives one every few seconds. */
  seenAt: number
  /** When they last did something, to within a few seconds. */
  activeAt: number
  /** Whether a page of theirs is connected. */
  here: boolean
  /** When something was last achieved: a section, an answer, a check more than before, another lesson. */
  progressAt: number
  /** The address they read, "/lessons/<folder>/". */
  place: string | null
  /** Lesson folder -> how far. */
  lessons: Record<string, LessonCell>
  /** How many sections, answers and exercises are noted. */
  marks: number
  check: (CheckReport & { at: number }) | null
  /** The lesson whose exercise is open in front of them. */
  exerciseOpen: string | null
  help: Help | null
  pace: { value: Pace; at: number } | null
  hint: RoomMessage | null
  /** Whether the workbook on their own machine reports here. */
  home: boolean
}

/** Someone who got a request through while the whole room shared one key. */
export type SharedPass = { id: string; seat: number; name: string | null; at: number }

/** The shared-IP lab: until `endsAt` every request of the room counts on one key. */
export type SharedIp = {
  startedAt: number
  endsAt: number
  limit: number
  windowSeconds: number
  /** In order; the newest fifty. */
  through: SharedPass[]
  allowed: number
  refused: number
}

/** What is the same for everybody in the room. */
export type RoomState = {
  rev: number
  notice: RoomMessage | null
  /** A hint for all. */
  hint: RoomMessage | null
  /** The address the instructor leads to. */
  follow: string | null
  timer: { startedAt: number; endsAt: number; label: string } | null
  shared: SharedIp | null
}

/** The `room` event of a learner's own stream: whole on connect and after every change. */
export type RoomView = RoomState & {
  /** Valkey's clock when this was told. */
  at: number
  you: { id: string; seat: number; name: string | null }
  help: Help | null
  pace: { value: Pace; at: number } | null
  /** For this learner alone. */
  ownHint: RoomMessage | null
  /** The room is over and everything in it deleted; nothing more will come. */
  ended: boolean
}

/** Requests of the whole room in one second; `at` is the second's begin. */
export type TrafficSecond = { at: number; allowed: number; refused: number }

/** Once a second, by Valkey's clock. */
export type BoardTotals = {
  at: number
  joined: number
  here: number
  slower: number
  faster: number
  /** How long the learner in the middle has been without progress; null when there is nobody to compare. */
  medianIdleMs: number | null
  /** Who has been without progress for much longer than the room. */
  stuck: string[]
}

export type BoardSnapshot = {
  room: { id: string; name: string; max: number }
  state: RoomState
  learners: BoardLearner[]
  traffic: TrafficSecond[]
  totals: BoardTotals
}

/** GET /api/board/events: event name -> shape of its `data:` line. */
export type BoardEvents = {
  board: BoardSnapshot
  /** Those that changed, several at a time. */
  learners: BoardLearner[]
  gone: { id: string }
  state: RoomState
  traffic: TrafficSecond
  totals: BoardTotals
  valkey: { up: boolean; cause?: string }
  ended: { at: number }
}

/** GET /api/board/join: what the instructor shows the room. */
export type JoinLink = { url: string; code: string }

// What the routes take. Every bound is here or in bounds.ts.

const folder = z
  .string()
  .max(80)
  .regex(/^[a-z0-9-]+$/)
const path = z
  .string()
  .max(200)
  .regex(/^\/[\w\-./]*$/)
// Longer than what is kept: invisible characters are taken out first.
const name = z.string().max(200)
const text = z
  .string()
  .max(4 * longestMessage)
  .nullable()
const id = z.string().min(1).max(100)

/** How a visitor comes in: POST under /api/room. */
export const entryBodies = {
  join: z.strictObject({ code: z.string().max(100), name: name.nullish() }),
  teach: z.strictObject({ token: z.string().max(200) }),
}

/** Learners: POST under /api/room, and PATCH of `me`. */
export const learnerBodies = {
  me: z.strictObject({ name: name.nullable() }),
  place: z.strictObject({
    path,
    exercise: z.strictObject({ lesson: folder, open: z.boolean() }).optional(),
  }),
  help: z.strictObject({ raised: z.boolean() }),
  pace: z.strictObject({ pace: z.enum(paces).nullable() }),
  /** From a workbook at home, with the keyspace's token as Bearer. `progress` is a Progress, checked by its own schema. */
  report: z.strictObject({
    check: z
      .strictObject({
        lesson: folder,
        passed: z.int().min(0).max(1000),
        total: z.int().min(0).max(1000),
        failing: z.string().max(300).nullable(),
      })
      .optional(),
    progress: z.unknown().optional(),
  }),
}

/** Instructors: POST under /api/board. */
export const instructorBodies = {
  notice: z.strictObject({ text }),
  /** `id` null sends it to the whole room; `text` null takes it back. */
  hint: z.strictObject({ id: id.nullable(), text }),
  claim: z.strictObject({ id, by: name }),
  done: z.strictObject({ id }),
  follow: z.strictObject({ path: path.nullable() }),
  timer: z.strictObject({
    minutes: z.number().positive().max(180).nullable(),
    label: name.optional(),
  }),
  'shared-ip': z.strictObject({ on: z.boolean() }),
  end: z.strictObject({ confirm: z.literal(true) }),
}

export type LearnerBodies = BodiesOf<typeof learnerBodies>
export type InstructorBodies = BodiesOf<typeof instructorBodies>
type BodiesOf<Shapes extends Record<string, z.ZodType>> = {
  [Name in keyof Shapes]: z.input<Shapes[Name]>
}
