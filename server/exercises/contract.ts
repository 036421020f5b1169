// What the page and the command line learn of the exercises. The page imports types only. Routes under /api/exercises, errors are problem+json.
//
//   GET  /api/exercises                       ExerciseSummary[]
//   GET  /api/exercises/:lesson               ExerciseDetail; makes nothing
//   POST /api/exercises/:lesson/start         makes the learner's copy if there is none: ExerciseDetail
//   PUT  /api/exercises/:lesson/files/:name   SaveFile: SavedFile, or 409 with a FileConflict; the verdict arrives on the stream
//   POST /api/exercises/:lesson/check         202 CheckAccepted; the verdict arrives on the stream
//   POST /api/exercises/:lesson/reset         { confirm: true }: ResetDone
//   GET  /api/exercises/:lesson/solution      Solution
//   GET  /api/exercises/:lesson/events        server-sent events, by name an ExerciseEvents member

import { z } from 'zod'

/** Far more than any exercise; a larger file is not read into the page. */
export const maxFileBytes = 128 * 1024

export type ExerciseSummary = {
  /** The lesson's folder. */
  lesson: string
  number: number
  title: string
  /** Whether workspace/<lesson>/ is there. */
  made: boolean
  solved: boolean
  /** How many hints there are. */
  hints: number
}

export type ExerciseFile = {
  name: string
  content: string
  /** A hash of the content: what an editor names as `basedOn`. */
  version: string
  language: 'typescript' | 'lua' | 'text'
}

export type ExerciseDetail = ExerciseSummary & {
  /** The learner's files; those of exercise/ while `made` is false. */
  files: ExerciseFile[]
  /** The lesson's exercise/ as it is given out, for the diff. */
  original: ExerciseFile[]
  /** The sentences of the checks, in their order. */
  checks: string[]
  /** Markdown, the first one first. */
  hintTexts: string[]
  /** Files of lessons/<lesson>/exercise/ that were edited by mistake, in place of the copy. */
  editedOriginal: string[]
  last: CheckRun | null
  /** The learner's folder from the checkout's root, "workspace/<lesson>". */
  folder: string
  /** Absolute path of that folder, for links that open an editor on this machine. */
  path: string
  /** What is amiss with the folder, in sentences: a file is missing, a link was skipped. Empty when all is well. */
  warnings: string[]
  /** A hash of the learner's files: a run with the same `copy` checked exactly these. */
  copy: string
}

/**
 * passed; wrong: another behaviour than the check asks for; stuck: no end within the time, and stopped;
 * infrastructure: not the learner's doing, Valkey for example; inconclusive: it failed, but the machine was so busy that
 * this says nothing about the code; not run: something ended the run before.
 */
export type CheckState =
  | 'passed'
  | 'wrong'
  | 'stuck'
  | 'infrastructure'
  | 'inconclusive'
  | 'not run'

export type CodePlace = { file: string; line: number; column?: number }

export type CheckResult = {
  /** The check's sentence. */
  name: string
  state: CheckState
  message?: string
  expected?: string
  received?: string
  /** The hint that fits, counted from 1. */
  hint?: number
  /** The message names the cause, a name that is not there for example: it says more than the check's hint. */
  broke?: true
  /** Where in the learner's files it went wrong, when it is known. */
  at?: CodePlace
}

export type CodeProblem = CodePlace & { message: string }

/** A verdict. It counts only for its own exercise, copy and run; whoever receives another one refuses it. */
export type CheckRun = {
  /** The id that CheckAccepted, SavedFile and the event `checking` announced. */
  run: string
  lesson: string
  /** A hash of the learner's files as they were checked, as in ExerciseDetail. */
  copy: string
  state: Exclude<CheckState, 'not run'>
  checks: CheckResult[]
  tookMs: number
  /** When it ended, ISO 8601. */
  at: string
  /** About the run as a whole, when there is something to say. */
  message?: string
  /** Syntax, type and Lua errors at their line. */
  problems: CodeProblem[]
  /** The end of what the learner's code wrote to its console, at most 8 KB. */
  output?: string
}

/**
 * `basedOn`: the version it was read in; '' puts back a file of the exercise that was deleted. `check`: false when another
 * file is saved next; otherwise the copy is checked when this one is written.
 */
export const saveFileBody = z.strictObject({
  content: z.string(),
  basedOn: z.string(),
  check: z.boolean().optional(),
})
export type SaveFile = z.infer<typeof saveFileBody>
/** `run`: the id of the run that checks it. */
export type SavedFile = { file: ExerciseFile; run?: string }

/** The file was changed elsewhere since it was read; nothing was written. A problem+json body with the file as it is. */
export type FileConflict = { title: string; status: 409; detail: string; current: ExerciseFile }

/** `waiting`: how many runs go before the run of that id. */
export type CheckAccepted = { run: string; waiting: number }

export const resetBody = z.strictObject({ confirm: z.literal(true) })

/** `kept`: where the old copy is, from the checkout's root; null when there was none. */
export type ResetDone = { kept: string | null; detail: ExerciseDetail }

export type Solution = { files: ExerciseFile[] }

/**
 * The stream begins with `result` if there was a run, `checking` if one is under way, and `files`. While it is open, a file
 * that another editor saves is checked too.
 */
export type ExerciseEvents = {
  /** The files as they are now. */
  files: { made: boolean; files: ExerciseFile[]; warnings: string[]; copy: string }
  checking: { run: string; startedAt: string }
  result: CheckRun
  /** The exercise passed, here or on the command line. */
  progress: { solved: boolean }
}

/**
 * An exercise that is one Lua file, as a room has it, where nobody's files are kept:
 *
 *   GET  /api/lua-exercises/:lesson         LuaExercise
 *   POST /api/lua-exercises/:lesson/check   { content }: CheckRun, when it has run; 429 or 503 when that is too much at once
 */
export type LuaExercise = {
  lesson: string
  number: number
  title: string
  /** As it is given out. */
  original: ExerciseFile
  checks: string[]
  /** Markdown, the first one first. */
  hintTexts: string[]
}

export const checkLuaBody = z.strictObject({ content: z.string() })
export type CheckLua = z.infer<typeof checkLuaBody>
