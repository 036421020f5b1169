// What the page learns of the learner's own limiter, "my limiter". The page imports types only.
//
//   GET /api/my-limiter                    MyLimiter
//   PUT /api/my-limiter {lesson}|{off}     chooses whose limiter answers GET /api/saka: MyLimiter
//
// All of it is in the snapshot of /api/events, and each change comes there as `my-limiter`.
// An answer of the learner's limiter carries X-My-Limiter with the lesson's folder; the workbook's own carries none.

import { z } from 'zod'

/** Whose limiter answers: the learner's, from this lesson's exercise, or the workbook's. */
export const choiceBody = z.union(
  [z.strictObject({ lesson: z.string().max(100) }), z.strictObject({ off: z.literal(true) })],
  'must be {"lesson":"<folder>"}, with a lesson that GET /api/my-limiter lists, or {"off":true}, as application/json',
)

export type LiveLesson = {
  /** The lesson's folder. */
  lesson: string
  number: number
  /** The file that is run, and the shape it must have. */
  file: string
  shape: 'script' | 'middleware' | 'app'
  /** What the workbook adds to the learner's code, as the lesson says it. */
  note?: string
  /** Whether the learner's copy is in the workspace. */
  made: boolean
}

export type CodePlace = { file: string; line: number; column?: number }

/** Why the learner's process does not run, for a person. */
export type Crash = {
  kind:
    | 'missing'
    | 'syntax'
    | 'shape'
    | 'exception'
    | 'rejection'
    | 'loop'
    | 'memory'
    | 'exit'
    | 'stalled'
    | 'infrastructure'
  /** What happened, to what, and what to do. */
  sentence: string
  at?: CodePlace
  /** The learner's own lines of the stack, the innermost first. */
  frames: string[]
}

export type MyLimiterState =
  | { is: 'off' }
  | { is: 'starting'; lesson: string }
  /** `readyMs`: from the choice, or from the noticed save, until it answered. */
  | { is: 'live'; lesson: string; readyMs: number; because: 'chosen' | 'saved' }
  | { is: 'crashed'; lesson: string; crash: Crash }

/** `workbook`: about the process, not from it. `valkey`: an error that Valkey answered. */
export type ConsoleLine = {
  number: number
  /** Whose: the lesson's folder. */
  lesson: string
  /** Milliseconds since 1970. */
  at: number
  from: 'out' | 'error' | 'workbook' | 'valkey'
  text: string
}

/** What the learner's limiter counted the last request on, and what its headers say of its policy. */
export type LiveCounter = {
  key: string
  policy: { limit: number; windowSeconds: number } | null
  answer: LastAnswer
}

/** What its last answer says about its client, for as long as that is valid. Milliseconds from now. */
export type LastAnswer = {
  /** r and t of RateLimit; null where the field, or the part of it, is missing. */
  remaining: number | null
  resetMs: number | null
  /** Retry-After of a 429; null after any other answer, and once it is over. */
  retryAfterMs: number | null
  /** How many 429s there were since the last request that passed, while the last of them holds. */
  refused: number
}

export type MyLimiter = {
  state: MyLimiterState
  lessons: LiveLesson[]
  counter: LiveCounter | null
  /** The newest 200. */
  console: ConsoleLine[]
  /** Why the learner's process has all rights on Valkey; null where it is a user of its own. */
  rights: string | null
  /** Why none can be chosen on this Valkey, and what to do; null where one can. */
  unavailable: string | null
}

/** The event: what has changed. `lines` come on top of those known. */
export type MyLimiterEvent = Partial<Omit<MyLimiter, 'console'>> & { lines?: ConsoleLine[] }
