// The only path from "check this copy" to its verdict: jobs wait in a queue, run one after the other, and are announced.
import { randomUUID } from 'node:crypto'
import type { Checker, Outcome, RunId } from './checks/checker.ts'
import type { CheckRun, ExerciseEvents, ExerciseFile } from './contract.ts'
import { filesState } from './exercise-files.ts'
import { withHints } from './hints.ts'
import type { ExerciseLesson } from './lessons-with-exercises.ts'
import type { Copy } from './workspace.ts'

/** A run begins, or has a verdict. */
export type RunEvent =
  | ({ event: 'checking'; lesson: string } & ExerciseEvents['checking'])
  | { event: 'result'; lesson: string; run: CheckRun }

/** `run` is the id that the verdict will carry. */
export type CheckJob = { run: string; verdict: Promise<CheckRun> }

export type CheckQueue = {
  /** Checks the copy as it is when its turn comes. A job of the same lesson that still waits is shared. Never rejects. */
  add(lesson: ExerciseLesson): CheckJob
  /** How many jobs wait or are under way. */
  waiting(): number
  last(lesson: ExerciseLesson): CheckRun | null
  underWay(lesson: ExerciseLesson): ExerciseEvents['checking'] | null
  /** Whether these files were checked, or are to be: they are what `note` or a job saw last. */
  knows(lesson: ExerciseLesson, files: ExerciseFile[]): boolean
  /** The workbook itself has written these files, and adds a job for them when they are complete. */
  note(lesson: ExerciseLesson, files: ExerciseFile[]): void
  onRun(listener: (event: RunEvent) => void): () => void
}

export function createCheckQueue({
  checker,
  copy,
  pathOf,
  notRunnable,
  onPass,
}: {
  checker: Checker
  copy: (lesson: ExerciseLesson) => Promise<Copy>
  /** Absolute path of a lesson's copy. */
  pathOf: (lesson: string) => string
  /** Why this copy cannot be checked, in a sentence. */
  notRunnable: (lesson: ExerciseLesson, copy: Copy) => Promise<string | undefined>
  /** Awaited before the verdict is told; gives what the learner should know about it, if anything. */
  onPass: (run: CheckRun) => Promise<string | undefined>
}): CheckQueue {
  const queued = new Map<string, CheckJob>()
  const lastRuns = new Map<string, CheckRun>()
  const known = new Map<string, string>()
  /** Lessons whose last job gave no verdict. */
  const outdated = new Set<string>()
  const listeners = new Set<(event: RunEvent) => void>()
  let current: ({ lesson: string } & ExerciseEvents['checking']) | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0

  return {
    add: (lesson) => queued.get(lesson.lesson) ?? add(lesson),
    waiting: () => waiting,
    last: ({ lesson }) => lastRuns.get(lesson) ?? null,
    underWay({ lesson }) {
      if (current?.lesson !== lesson) return null
      const { run, startedAt } = current
      return { run, startedAt }
    },
    knows: ({ lesson }, files) => known.get(lesson) === filesState(files),
    note({ lesson }, files) {
      known.set(lesson, filesState(files))
    },
    onRun(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  function add(lesson: ExerciseLesson): CheckJob {
    const run = randomUUID()
    waiting += 1
    const done = turn.then(async () => {
      queued.delete(lesson.lesson)
      return await runOne(run, lesson).finally(() => {
        waiting -= 1
      })
    })
    turn = done.catch(() => undefined)
    const verdict = done.then((one) => one ?? (queued.get(lesson.lesson) ?? add(lesson)).verdict)
    const job = { run, verdict }
    queued.set(lesson.lesson, job)
    return job
  }

  /**
   * Gives undefined when the copy changed while it was checked: a verdict is of one copy, so the next job has to give it.
   * The next one gives it in any case, because code that writes into its own folder would never get one.
   */
  async function runOne(run: string, lesson: ExerciseLesson): Promise<CheckRun | undefined> {
    const began = performance.now()
    const id = { run, lesson: lesson.lesson }
    current = { lesson: lesson.lesson, run, startedAt: new Date().toISOString() }
    tell({ event: 'checking', ...current })
    let files: ExerciseFile[] = []
    let outcome: Outcome
    try {
      const now = await copy(lesson)
      files = now.files
      known.set(lesson.lesson, filesState(files))
      outcome = await outcomeOf(id, lesson, now)
      const same = filesState((await copy(lesson)).files) === filesState(files)
      if (!same && !outdated.has(lesson.lesson)) {
        outdated.add(lesson.lesson)
        return undefined
      }
      outdated.delete(lesson.lesson)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      outcome = notRun(id, lesson.checks, { state: 'infrastructure', message })
    } finally {
      current = undefined
    }
    const verdict = verdictOf(outcome, { run, lesson, files, began })
    if (verdict.state === 'passed') {
      const message = await onPass(verdict)
      if (message !== undefined) verdict.message = message
    }
    lastRuns.set(lesson.lesson, verdict)
    tell({ event: 'result', lesson: lesson.lesson, run: verdict })
    return verdict
  }

  async function outcomeOf(id: RunId, lesson: ExerciseLesson, now: Copy): Promise<Outcome> {
    const { files, warnings } = now
    const reason = await notRunnable(lesson, now)
    if (reason !== undefined) return notRun(id, lesson.checks, { state: 'wrong', message: reason })
    const folder = pathOf(lesson.lesson)
    const outcome = await checker.check({ ...id, folder, files, names: lesson.checks })
    const sentences = [outcome.message, ...(outcome.state === 'passed' ? [] : warnings)]
    const message = sentences.filter((sentence) => sentence !== undefined).join('\n')
    return { ...outcome, ...(message && { message }) }
  }

  function tell(event: RunEvent): void {
    for (const listener of listeners) listener(event)
  }
}

/** The verdict of the run `run` on these files; the outcome of any other run is refused. */
export function verdictOf(
  outcome: Outcome,
  {
    run,
    lesson,
    files,
    began,
  }: { run: string; lesson: ExerciseLesson; files: ExerciseFile[]; began: number },
): CheckRun {
  const isOwn = outcome.of.run === run && outcome.of.lesson === lesson.lesson
  const message = 'The outcome of another run arrived, and was refused. Check again.'
  const refused = { state: 'infrastructure' as const, message }
  const { of: _, ...accepted } = isOwn ? outcome : notRun(outcome.of, lesson.checks, refused)
  return {
    run,
    lesson: lesson.lesson,
    copy: filesState(files),
    ...accepted,
    checks: withHints(accepted.checks, lesson.hints),
    tookMs: Math.round(performance.now() - began),
    at: new Date().toISOString(),
  }
}

function notRun(
  of: RunId,
  names: string[],
  why: { state: CheckRun['state']; message: string },
): Outcome {
  return { of, ...why, problems: [], checks: names.map((name) => ({ name, state: 'not run' })) }
}
