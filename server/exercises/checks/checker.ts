// Runs checks, one after the other, each in a fresh process that was warmed up before anybody asked.
import type { CheckRun, CodeProblem, ExerciseFile } from '../contract.ts'
import type { CheckMessage } from './check-message.ts'
import { type CheckProcess, startCheckProcess } from './check-process.ts'
import type { CheckValkey } from './check-valkey.ts'
import { gather, type Stopped } from './gather.ts'
import { luaProblems } from './lua-problems.ts'
import { typeProblems } from './type-problems.ts'
import { watchValkey } from './watch-valkey.ts'

export type Subject = {
  lesson: string
  /** Absolute path of the folder that is checked, and what is in it. */
  folder: string
  files: ExerciseFile[]
  /** Sentences of the checks, for a run that never gets to them. */
  names: string[]
}

export type Outcome = Omit<CheckRun, 'lesson' | 'at' | 'tookMs'>

export type Checker = {
  /** Gets ready to check this folder, so that the first verdict comes as fast as the later ones. */
  warm(subject: Pick<Subject, 'lesson' | 'folder'>): void
  /** Never rejects: what cannot be done is an outcome, `infrastructure`. */
  check(subject: Subject): Promise<Outcome>
  close(): Promise<void>
}

/** Nobody checks for so long: what is kept warm is given up. */
const idleMs = 10 * 60_000

/**
 * @param openValkey opens the Valkey the checks run on, when it is first needed
 * @param blockedMs the event loop may stand still so long, and a script may keep Valkey busy so long
 * @param deadlineMs the longest run
 */
export function createChecker({
  root,
  openValkey,
  blockedMs = 4000,
  deadlineMs = 45_000,
}: {
  root: string
  openValkey: () => Promise<CheckValkey>
  blockedMs?: number
  deadlineMs?: number
}): Checker {
  let spare: CheckProcess | undefined
  let valkey: Promise<CheckValkey> | undefined
  let idle: NodeJS.Timeout | undefined
  let running: CheckProcess | undefined
  let closed = false

  return {
    warm,
    async check(subject) {
      warm(subject)
      try {
        return await run(subject)
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error)
        return notTheirs(subject, `The checks cannot run here: ${said}`)
      } finally {
        warm(subject)
      }
    },
    async close() {
      closed = true
      running?.kill()
      await giveUp()
    },
  }

  function warm({ lesson, folder }: Pick<Subject, 'lesson' | 'folder'>): void {
    if (closed) return
    stayAwake()
    if (spare?.lesson === lesson && spare.folder === folder) return
    spare?.kill()
    const started = startCheckProcess({ lesson, folder, root, blockedMs })
    spare = started
    // One that did not start, or was ended by somebody, is no use to the next who asks.
    const forget = () => {
      if (spare === started) spare = undefined
    }
    started.ended.then(forget, forget)
    ready().catch(() => undefined)
  }

  async function run(subject: Subject): Promise<Outcome> {
    const { folder, files, names } = subject
    await spare?.ready
    const on = await ready()
    const broken = await luaProblems(files, on.ask)
    const [first] = broken
    if (first) return notRun(subject, first, broken)

    const own = spare ?? startCheckProcess({ ...subject, root, blockedMs })
    spare = undefined
    running = own
    await own.ready
    const messages: CheckMessage[] = []
    let stopped: Stopped | undefined
    const stop = (why: Stopped) => {
      stopped ??= why
      own.kill()
    }
    const watch = watchValkey({ valkey: on, busyMs: blockedMs / 2, onFault: stop })
    const deadline = setTimeout(
      () => stop({ state: 'stuck', message: tooLong(deadlineMs) }),
      deadlineMs,
    )
    try {
      const [end, typed] = await Promise.all([
        own.run(on.address, (message) => messages.push(message)),
        typeProblems({ files, folder, root }),
      ])
      stopped ??= await watch.lastLook()
      const luaFiles = files.filter(({ language }) => language === 'lua').map(({ name }) => name)
      const outcome = gather({ messages, end, stopped, folder, luaFiles, names })
      return { ...outcome, problems: once([...outcome.problems, ...typed]) }
    } finally {
      clearTimeout(deadline)
      watch.stop()
      running = undefined
    }
  }

  /** The Valkey, in order; started again if the last run left it otherwise. */
  async function ready(): Promise<CheckValkey> {
    valkey ??= openValkey()
    const opening = valkey
    try {
      const opened = await opening
      if ((await opened.state()) !== 'well') await opened.renew()
      const state = await opened.state()
      if (state === 'well') return opened
      throw new Error(
        state === 'busy'
          ? 'Valkey is busy with a script that does not end. Restart the workbook, or that Valkey.'
          : `Valkey at ${opened.address.host}:${opened.address.port} does not answer. See whether it runs, then check again.`,
      )
    } catch (error) {
      if (valkey === opening) valkey = undefined
      await opening.then((opened) => opened.close()).catch(() => undefined)
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

function tooLong(deadlineMs: number): string {
  return `The checks did not end within ${deadlineMs / 1000} s and were stopped.`
}

function notTheirs({ names }: Subject, message: string): Outcome {
  const checks = names.map((name) => ({ name, state: 'infrastructure' as const, message }))
  return { state: 'infrastructure', checks, message, problems: [] }
}

function notRun({ names }: Subject, first: CodeProblem, problems: CodeProblem[]): Outcome {
  const checks = names.map((name) => ({ name, state: 'not run' as const }))
  const message = `Valkey cannot compile ${first.file}, line ${first.line}: ${first.message}. So nothing was run.`
  return { state: 'wrong', checks, message, problems }
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
