// Runs checks, one run after the other, each in a fresh process that was started ahead of time. From its start to its
// verdict a run owns its process, the Valkey and its deadlines.
import type { CheckRun, CodeProblem, ExerciseFile } from '../contract.ts'
import type { CheckMessage } from './check-message.ts'
import { type CheckProcess, startCheckProcess } from './check-process.ts'
import type { CheckValkey } from './check-valkey.ts'
import { gather, type Stopped, stoppedAt } from './gather.ts'
import { luaProblems } from './lua-problems.ts'
import { typeProblems } from './type-problems.ts'
import { watchValkey } from './watch-valkey.ts'

export type RunId = { run: string; lesson: string }

export type Subject = RunId & {
  /** Absolute path of the folder that is checked, and what is in it. */
  folder: string
  files: ExerciseFile[]
  /** Sentences of the checks, for a run that never gets to them. */
  names: string[]
}

/** `of`: the run that it belongs to, as the process that ran the checks names it. */
export type Outcome = Omit<CheckRun, 'run' | 'lesson' | 'copy' | 'at' | 'tookMs'> & { of: RunId }

export type Checker = {
  /** Gets ready to check this folder, so that the first verdict comes as fast as the later ones. */
  warm(subject: Pick<Subject, 'lesson' | 'folder'>): void
  /** Never rejects: what cannot be done is an outcome, `infrastructure`. */
  check(subject: Subject): Promise<Outcome>
  close(): Promise<void>
}

/** After so long without a check, what is kept warm is given up. */
const idleMs = 10 * 60_000
/** A process needs a second to start, and a busy machine many. */
const startWithinMs = 60_000

/**
 * @param openValkey opens the Valkey the checks run on, when it is first needed
 * @param blockedMs the event loop may stand still so long, and a script may keep Valkey busy so long
 * @param deadlineMs the longest run
 * @param valkeyWithinMs the Valkey may take so long to open or to start again; then another one is opened for the next run
 */
export function createChecker({
  root,
  openValkey,
  blockedMs = 4000,
  deadlineMs = 45_000,
  valkeyWithinMs = 15_000,
}: {
  root: string
  openValkey: () => Promise<CheckValkey>
  blockedMs?: number
  deadlineMs?: number
  valkeyWithinMs?: number
}): Checker {
  let spare: CheckProcess | undefined
  let valkey: Promise<CheckValkey> | undefined
  let idle: NodeJS.Timeout | undefined
  let running: CheckProcess | undefined
  let closed = false
  /** Runs use the Valkey one at a time; so does what only gets it ready. */
  let turn: Promise<unknown> = Promise.resolve()

  return {
    warm,
    check(subject) {
      // Taken immediately: a call of warm() for another exercise cannot take it away or exchange it.
      const own = take(subject)
      stayAwake()
      return inTurn(async () => {
        try {
          return await runIn(own, subject)
        } catch (error) {
          const said = error instanceof Error ? error.message : String(error)
          return notTheirs(subject, `The checks cannot run here: ${said}`)
        } finally {
          running = undefined
          own.kill()
          warm(subject)
        }
      })
    },
    async close() {
      closed = true
      running?.kill()
      await giveUp()
    },
  }

  function warm(subject: Pick<Subject, 'lesson' | 'folder'>): void {
    if (closed) return
    stayAwake()
    if (!fits(spare, subject)) {
      spare?.kill()
      const started = start(subject)
      spare = started
      // A process that did not start, or was killed, is of no use to the next run.
      const forget = () => {
        if (spare === started) spare = undefined
      }
      started.ended.then(forget, forget)
    }
    inTurn(ready).catch(() => undefined)
  }

  function take(subject: Subject): CheckProcess {
    if (!spare || !fits(spare, subject)) return start(subject)
    const own = spare
    spare = undefined
    return own
  }

  function start({ lesson, folder }: Pick<Subject, 'lesson' | 'folder'>): CheckProcess {
    return startCheckProcess({ lesson, folder, root, blockedMs })
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  async function runIn(own: CheckProcess, subject: Subject): Promise<Outcome> {
    const { run, lesson, folder, files, names } = subject
    if (closed) throw new Error('The workbook is being stopped. Start it again.')
    running = own
    const on = await ready()
    const broken = await luaProblems(files, on.ask)
    const [first] = broken
    if (first) return notRun(subject, first, broken)
    await within(startWithinMs, own.ready, 'The process that runs the checks did not start.')

    const messages: CheckMessage[] = []
    let stopped: Stopped | undefined
    const stop = (why: Stopped) => {
      stopped ??= why
      own.kill()
    }
    const watch = watchValkey({ valkey: on, busyMs: blockedMs / 2, onFault: stop })
    const deadline = setTimeout(() => stop(stoppedAt(deadlineMs, messages)), deadlineMs)
    try {
      const [end, typed] = await Promise.all([
        own.run({ run, valkey: on.address }, (message) => messages.push(message)),
        typeProblems({ files, folder, root }),
      ])
      stopped ??= await watch.lastLook()
      const outcome = gather({ messages, end, stopped, folder, files, names })
      const problems = once([...outcome.problems, ...typed])
      return { ...outcome, problems, of: ranAs(messages) ?? { run, lesson } }
    } finally {
      clearTimeout(deadline)
      watch.stop()
    }
  }

  /** The Valkey, in order; started again if the last run left it otherwise. One that is too slow is given up. */
  async function ready(): Promise<CheckValkey> {
    if (closed) throw new Error('The workbook is being stopped. Start it again.')
    valkey ??= openValkey()
    const opening = valkey
    try {
      return await within(
        valkeyWithinMs,
        inOrder(opening),
        'The Valkey of the checks is not ready.',
      )
    } catch (error) {
      if (valkey === opening) valkey = undefined
      opening.then((opened) => opened.close()).catch(() => undefined)
      throw error
    }
  }

  function stayAwake(): void {
    clearTimeout(idle)
    idle = setTimeout(() => void giveUp(), idleMs).unref()
  }

  async function giveUp(): Promise<void> {
    clearTimeout(idle)
    spare?.kill()
    spare = undefined
    const opened = valkey
    valkey = undefined
    await opened?.then((one) => one.close()).catch(() => undefined)
  }
}

function fits(
  spare: CheckProcess | undefined,
  { lesson, folder }: Pick<Subject, 'lesson' | 'folder'>,
) {
  return spare?.lesson === lesson && spare.folder === folder
}

async function inOrder(opening: Promise<CheckValkey>): Promise<CheckValkey> {
  const opened = await opening
  if ((await opened.state()) !== 'well') await opened.renew()
  const state = await opened.state()
  if (state === 'well') return opened
  const { host, port } = opened.address
  throw new Error(
    state === 'busy'
      ? 'Valkey is busy with a script that does not end. Restart the workbook, or that Valkey.'
      : `Valkey at ${host}:${port} is not responding. See whether it runs, then check again.`,
  )
}

/** Settles as `work` does, or rejects with the sentence when that takes longer than `ms`. */
async function within<T>(ms: number, work: Promise<T>, sentence: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    const error = new Error(`${sentence} It took longer than ${ms / 1000} s. Check again.`)
    timer = setTimeout(() => reject(error), ms)
  })
  return await Promise.race([work, over]).finally(() => clearTimeout(timer))
}

/** Which run and lesson the process says that it checked. */
function ranAs(messages: CheckMessage[]): RunId | undefined {
  const began = messages.find((message) => message.is === 'collected')
  return began && { run: began.run, lesson: began.lesson }
}

function notTheirs({ run, lesson, names }: Subject, message: string): Outcome {
  const checks = names.map((name) => ({ name, state: 'infrastructure' as const, message }))
  return { of: { run, lesson }, state: 'infrastructure', checks, message, problems: [] }
}

function notRun(
  { run, lesson, names }: Subject,
  first: CodeProblem,
  problems: CodeProblem[],
): Outcome {
  const checks = names.map((name) => ({ name, state: 'not run' as const }))
  const message = `Valkey cannot compile ${first.file}, line ${first.line}: ${first.message}. So nothing was run.`
  return { of: { run, lesson }, state: 'wrong', checks, message, problems }
}

/** One per line of a file: what cannot be loaded, the compiler has found as well. */
function once(problems: CodeProblem[]): CodeProblem[] {
  const places = new Map<string, CodeProblem>()
  for (const problem of problems) {
    const place = `${problem.file}:${problem.line}`
    if (!places.has(place)) places.set(place, problem)
  }
  return [...places.values()]
}
