// The learner's own limiter in place of the workbook's: chosen, started again with every save, and told about.
import { existsSync, realpathSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { sendProblem } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { answeredBy, answerMine, crashed } from './answer-mine.ts'
import { createConsoleLog } from './console-log.ts'
import type {
  Crash,
  LiveCounter,
  MyLimiter,
  MyLimiterEvent,
  MyLimiterState,
  TracedMine,
} from './contract.ts'
import { createHandOver } from './hand-over.ts'
import type { Load } from './learner/messages.ts'
import { createLearnerUser } from './learner-user.ts'
import { type LiveExercise, liveExercises } from './live-exercises.ts'
import { policyTold } from './policy-told.ts'
import { explainCrash } from './process/explain-crash.ts'
import { bounds } from './process/learner-process.ts'
import { createRunner, type Runner } from './process/runner.ts'
import { keysOf } from './tap/keys-of.ts'
import { openTap, type Tap } from './tap/tap.ts'
import { type Handled, tellMine } from './tell-mine.ts'
import { watchFolder } from './watch-folder.ts'

export type LiveCode = {
  /** Answers while the learner's limiter is chosen; otherwise lets the request pass. */
  handler: RequestHandler
  now(): MyLimiter
  /** Throws a Refusal for a lesson that has nothing to run. */
  choose(lesson: string | null): Promise<void>
  close(): Promise<void>
}

/** A key that the learner's limiter used for a request. */
export type UsedKey = {
  key: string
  allowed: boolean
  policy: { limit: number; windowSeconds: number } | null
}

export type LiveCodeParts = {
  /** Absolute path of the folder with a folder for each lesson. */
  workspace: string
  valkey: Redis
  /** Connects to that Valkey, without logging in. */
  open: () => Socket
  /** How to log in there where no user of the learner's can be made. */
  login: { username?: string; password?: string }
  policy: { limit: number; windowSeconds: number }
  labPrefix: string
  publish: (event: MyLimiterEvent) => void
  /** Told each request before its answer ends; `tell` says what happened as of its arrival (performance.now()). */
  onTrace: (req: Request, tell: (arrivedAt: number) => TracedMine) => void
  onKeys: (used: UsedKey[]) => void
}

const deadlineMs = 4000
const startDeadlineMs = 4500

export function createLiveCode(parts: LiveCodeParts): LiveCode {
  const { workspace, valkey, publish } = parts
  const console = createConsoleLog((lines) => publish({ lines }))
  const user = createLearnerUser({ valkey, prefixes: ['rate:', parts.labPrefix] })
  const { handOver, close: closeKept } = createHandOver({ deadlineMs })
  let state: MyLimiterState = { is: 'off' }
  let counter: LiveCounter | null = null
  let chosen: Chosen | null = null
  let changing: Promise<void> = Promise.resolve()
  const waiters: (() => void)[] = []

  function become(next: MyLimiterState): void {
    state = next
    publish({ state, lessons: lessonsNow() })
    if (state.is === 'starting') return
    for (const goOn of waiters.splice(0)) goOn()
  }

  const lessonNow = () => (state.is === 'off' ? null : state.lesson)
  const crashNow = () => (state.is === 'crashed' ? state.crash : null)

  function lessonsNow() {
    return liveExercises.map((exercise) => ({ ...exercise, made: isMade(workspace, exercise) }))
  }

  function settled(): Promise<unknown> {
    if (state.is !== 'starting') return Promise.resolve()
    return Promise.race([
      new Promise<void>((resolve) => waiters.push(resolve)),
      wait(startDeadlineMs, undefined, { ref: false }),
    ])
  }

  async function open(exercise: LiveExercise): Promise<Chosen> {
    const { lesson, file } = exercise
    const login = await user.login()
    const tap = await openTap({
      open: parts.open,
      prepare: user.ensure,
      onError: ({ words }, text) => console.add('valkey', `${words[0]}: ${text}`),
    })
    const load = (): Omit<Load, 'secret'> => ({
      ...{ number: exercise.number, file, policy: parts.policy, labPrefix: parts.labPrefix },
      folder: realpathSync(join(workspace, lesson)),
      valkey: { port: tap.port, ...(login ?? parts.login) },
    })
    let because: 'chosen' | 'saved' = 'chosen'
    let since = performance.now()

    const runner = createRunner({
      onLine: console.add,
      onLive() {
        const readyMs = Math.round(performance.now() - since)
        const again = because === 'saved' ? 'Saved: it runs again' : 'It runs'
        console.add('workbook', `${again} (${file}, after ${readyMs} ms).`)
        become({ is: 'live', lesson, readyMs, because })
      },
      onEnd(why) {
        const folder = isMade(workspace, exercise) ? load().folder : join(workspace, lesson)
        fail(
          explainCrash(why, { folder, file, stuckMs: bounds.stuckMs, memoryMb: bounds.residentMb }),
        )
      },
    })

    function fail(crash: Crash): void {
      const { sentence, at, frames } = crash
      const place = at ? ` At ${at.file}:${at.line}.` : ''
      console.add('workbook', `${sentence}${place}`)
      for (const frame of frames) console.add('workbook', `  at ${frame}`)
      become({ is: 'crashed', lesson, crash })
    }

    function start(reason: 'chosen' | 'saved'): void {
      because = reason
      since = performance.now()
      if (!isMade(workspace, exercise)) {
        void runner.stop()
        fail(missing(exercise))
        return
      }
      become({ is: 'starting', lesson })
      runner.start(load())
    }

    const unwatch = watchFolder(join(workspace, lesson), () => start('saved'))
    return {
      ...{ exercise, tap, runner, start },
      async close() {
        unwatch()
        await runner.stop()
        await tap.close()
      },
    }
  }

  async function change(lesson: string | null): Promise<void> {
    const exercise = liveExercises.find((one) => one.lesson === lesson)
    if (chosen && exercise === chosen.exercise) return chosen.start('chosen')
    const before = chosen
    chosen = null
    counter = null
    if (exercise) become({ is: 'starting', lesson: exercise.lesson })
    else become({ is: 'off' })
    publish({ counter })
    await before?.close()
    if (!exercise) {
      await user.remove()
      return
    }
    try {
      chosen = await open(exercise)
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
      `This Valkey does not let the workbook make a user of its own for your limiter (${why}), so your code has all the rights that the workbook has there.`
    )
  }

  function noteHandled(req: Request, handled: Handled, answer: Parameters<Note>[1]): void {
    parts.onTrace(req, (arrivedAt) => tellMine(handled, arrivedAt))
    const commands = handled.followed.commands.map(({ words }) => words.map(String))
    const keys = [...new Set(commands.flatMap(keysOf))].slice(0, 5)
    const [key] = keys
    if (!answer || key === undefined) return
    const policy = policyTold(answer.headers)
    parts.onKeys(keys.map((used) => ({ key: used, allowed: answer.status !== 429, policy })))
    if (JSON.stringify(counter) === JSON.stringify({ key, policy })) return
    counter = { key, policy }
    publish({ counter })
  }

  return {
    async handler(req, res, next) {
      if (state.is === 'off') return next()
      if (!chosen?.runner.current()) await settled()
      const running = chosen?.runner.current()
      const lesson = lessonNow()
      if (lesson === null) return next()
      if (!chosen || !running) {
        res.set(answeredBy, lesson)
        sendProblem(res, crashed(crashNow() ?? notYet))
        return
      }
      await answerMine(req, res, {
        ...{ lesson, running, handOver, deadlineMs, tap: chosen.tap },
        async crashOf() {
          await Promise.race([running.ended, wait(1500, undefined, { ref: false })])
          return crashNow()
        },
        onHandled: (handled, answer) => noteHandled(req, handled, answer),
      })
    },
    now: () => ({
      ...{ state, counter, rights: rights() },
      lessons: lessonsNow(),
      console: console.lines(),
    }),
    choose(lesson) {
      if (lesson !== null && !liveExercises.some((one) => one.lesson === lesson)) {
        throw new Refusal(
          'Nothing to run',
          `"${lesson}" has no exercise that can answer requests. These have: ${liveExercises.map((one) => one.lesson).join(', ')}.`,
        )
      }
      const changed = changing.then(() => change(lesson))
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

type Chosen = {
  exercise: LiveExercise
  tap: Tap
  runner: Runner
  start(because: 'chosen' | 'saved'): void
  close(): Promise<void>
}
type Note = Parameters<typeof answerMine>[2]['onHandled']

const notYet: Crash = {
  kind: 'infrastructure',
  sentence: 'Your process is not up yet: this machine is very busy.',
  frames: [],
}

function isMade(workspace: string, { lesson, file }: LiveExercise): boolean {
  return existsSync(join(workspace, lesson, file))
}

function missing({ lesson, file, number }: LiveExercise): Crash {
  const check = `npm run exercise -- check ${String(number).padStart(2, '0')}`
  return {
    kind: 'missing',
    sentence: `There is no workspace/${lesson}/${file}. Begin the exercise in its lesson, or run ${check}; it goes live as soon as it is there.`,
    frames: [],
  }
}
