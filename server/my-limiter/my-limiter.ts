// The learner's own limiter in place of the workbook's: which one is chosen, who answers a request, what the page learns.
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { sendProblem } from '../http/problems.ts'
import { Refusal } from '../http/refusal.ts'
import type { TracedMine } from '../inspector/contract.ts'
import { answeredBy, answerMine, crashed } from './answer-mine.ts'
import { createConsoleLog } from './console-log.ts'
import type { Crash, MyLimiter, MyLimiterEvent, MyLimiterState } from './contract.ts'
import { type Answer, createHandOver } from './hand-over.ts'
import { createLearnerUser } from './learner-user.ts'
import type { LiveExercise } from './lesson-mount.ts'
import { createLiveCounter } from './live-counter.ts'
import { isMade, type OpenExercise, openExercise } from './open-exercise.ts'
import { readPolicy } from './read-answer.ts'
import type { ScriptGuard } from './stop-stalled.ts'
import { keysOf } from './tap/keys-of.ts'
import { type Handled, traceMine } from './trace-mine.ts'

export type MyLimiterHost = {
  /** Answers while the learner's limiter is chosen; otherwise lets the request pass. */
  handler: RequestHandler
  now(): MyLimiter
  /** A lesson's folder, or null for the workbook's own limiter. Throws a Refusal for a lesson that has nothing to run. */
  choose(lesson: string | null): Promise<void>
  close(): Promise<void>
}

/** A key that the learner's limiter used for a request, and the policy that the answer names. */
export type UsedKey = {
  key: string
  allowed: boolean
  policy: { limit: number; windowSeconds: number } | null
}

export type MyLimiterParts = {
  /** Those that can be chosen. */
  exercises: readonly LiveExercise[]
  /** Absolute path of the folder with the learner's copies, a folder for each lesson. */
  workspace: string
  valkey: Redis
  /** Connects to that Valkey, without logging in. */
  open: () => Socket
  /** Frees that Valkey when the learner's code holds it up; null where it may not be thrown away for that. */
  guard: ScriptGuard | null
  /** How to log in there where no user of the learner's can be made. */
  login: { username?: string; password?: string }
  policy: { limit: number; windowSeconds: number }
  keyspacePrefix: string
  publish: (event: MyLimiterEvent) => void
  /** Called before each answer ends; `trace` returns what happened, relative to the request's arrival (performance.now()). */
  onTrace: (req: Request, trace: (arrivedAt: number) => TracedMine) => void
  onKeys: (used: UsedKey[]) => void
}

// The page gives a request up after 5 s; an endless loop is found before that.
const deadlineMs = 4700
const startDeadlineMs = 4500
const explainedWithinMs = 1500
/** A request that is counted on more keys than this is counted wrongly. */
const mostKeys = 5

export function createMyLimiter(parts: MyLimiterParts): MyLimiterHost {
  const { exercises, workspace, valkey, guard, open, login, policy, keyspacePrefix, publish } =
    parts
  const consoleLog = createConsoleLog((lines) => publish({ lines }))
  const user = createLearnerUser({ valkey, prefixes: ['rate:', keyspacePrefix] })
  const { handOver, close: closeKept } = createHandOver({ deadlineMs })
  let state: MyLimiterState = { is: 'off' }
  const counter = createLiveCounter(() => publish({ counter: counter.now() }))
  let chosen: OpenExercise | null = null
  let changing: Promise<void> = Promise.resolve()
  let waiting: (() => void)[] = []

  const lessonNow = () => (state.is === 'off' ? null : state.lesson)
  const crashNow = () => (state.is === 'crashed' ? state.crash : null)
  const lessonsNow = () =>
    exercises.map(({ mountFile: _, ...exercise }) => ({
      ...exercise,
      made: isMade(workspace, exercise),
    }))

  function become(next: MyLimiterState): void {
    state = next
    // Another file counts in another way: its first answer says how.
    counter.forget()
    publish({ state, counter: null, lessons: lessonsNow() })
    if (state.is === 'starting') return
    const resumes = waiting
    waiting = []
    for (const resume of resumes) resume()
  }

  async function started(): Promise<void> {
    if (state.is !== 'starting') return
    await Promise.race([
      new Promise<void>((resolve) => waiting.push(resolve)),
      wait(startDeadlineMs, undefined, { ref: false }),
    ])
  }

  async function change(exercise: LiveExercise | null): Promise<void> {
    if (chosen && exercise === chosen.exercise) return chosen.start('chosen')
    const before = chosen
    chosen = null
    become(exercise ? { is: 'starting', lesson: exercise.lesson } : { is: 'off' })
    await before?.close()
    if (!exercise || !guard) {
      await Promise.all([user.remove(), guard?.disarm()])
      return
    }
    try {
      chosen = await openExercise({
        exercise,
        workspace,
        user,
        guard,
        open,
        login,
        policy,
        keyspacePrefix,
        consoleLog,
        onState: become,
      })
    } catch (error) {
      become({ is: 'off' })
      throw error
    }
    publish({ rights: rights() })
    chosen.start('chosen')
  }

  function rights(): string | null {
    const why = user.refused()
    return (
      why &&
      `This Valkey does not let the workbook make a user of its own for your limiter (${why}), so your code has all the rights there that the workbook has.`
    )
  }

  function noteHandled(req: Request, handled: Handled, answer: Answer | null): void {
    parts.onTrace(req, (arrivedAt) => traceMine(handled, arrivedAt))
    const commands = handled.followed.commands.map(({ words }) => words.map(String))
    const keys = [...new Set(commands.flatMap(keysOf))].slice(0, mostKeys)
    const [key] = keys
    if (!answer || key === undefined) return
    const named = readPolicy(answer.headers)
    parts.onKeys(keys.map((used) => ({ key: used, allowed: answer.status !== 429, policy: named })))
    counter.answered(key, answer)
  }

  return {
    async handler(req, res, next) {
      if (state.is === 'off') return next()
      if (!chosen?.runner.current()) await started()
      const running = chosen?.runner.current()
      const lesson = lessonNow()
      if (lesson === null) return next()
      if (!chosen || !running) {
        res.set(answeredBy, lesson)
        return sendProblem(res, crashed(crashNow() ?? notYet))
      }
      await answerMine(req, res, {
        lesson,
        running,
        handOver,
        deadlineMs,
        tap: chosen.tap,
        async crashOf() {
          await Promise.race([running.ended, wait(explainedWithinMs, undefined, { ref: false })])
          return crashNow()
        },
        onHandled: (handled, answer) => noteHandled(req, handled, answer),
      })
    },
    now: () => ({
      state,
      counter: counter.now(),
      rights: rights(),
      unavailable: guard ? null : noGuard,
      lessons: lessonsNow(),
      console: consoleLog.lines(),
    }),
    choose(lesson) {
      const exercise = lesson === null ? null : exerciseOf(lesson, exercises)
      if (exercise && !guard) throw new Refusal('Your limiter does not run here', noGuard, 422)
      const changed = changing.then(() => change(exercise))
      changing = changed.catch(() => undefined)
      return changed
    },
    async close() {
      await changing
      await change(null)
      closeKept()
    },
  }
}

const notYet: Crash = {
  kind: 'infrastructure',
  sentence: 'Your process is not up yet: this machine is very busy.',
  frames: [],
}

const noGuard =
  'Your code would run on the Valkey that VALKEY_HOST names. A script without an end would hold up everybody there, and the workbook may not restart that server. Start the workbook without VALKEY_HOST: then it has a private Valkey, which it can start again.'

function exerciseOf(lesson: string, exercises: readonly LiveExercise[]): LiveExercise {
  const exercise = exercises.find((one) => one.lesson === lesson)
  if (exercise) return exercise
  const names = exercises.map((one) => one.lesson).join(', ')
  throw new Refusal(
    'Nothing to run',
    `"${lesson}" has no exercise that can answer requests. These have: ${names}.`,
    422,
  )
}
