// All that can be done with the exercises, for the page's routes and for the command line alike.
import type { Progress } from '../progress/contract.ts'
import type { Checker, Outcome } from './checks/checker.ts'
import type { CheckRun, ExerciseDetail, ExerciseFile, ExerciseSummary } from './contract.ts'
import { createEditedOriginals, editedOriginalWarning } from './edited-original.ts'
import { filesState } from './exercise-files.ts'
import { readGiven } from './given-files.ts'
import { withHints } from './hints.ts'
import type { ExerciseLesson } from './lessons-with-exercises.ts'
import type { Copy, Workspace } from './workspace.ts'

/** A run begins, or has ended. */
export type RunEvent =
  | { event: 'checking'; lesson: string; startedAt: string }
  | { event: 'result'; lesson: string; run: CheckRun }

export type Exercises = {
  lessons: ExerciseLesson[]
  list(): Promise<ExerciseSummary[]>
  detail(lesson: ExerciseLesson): Promise<ExerciseDetail>
  /** The copy with all that is to be said about it, also that the original was edited in its place. */
  copy(lesson: ExerciseLesson): Promise<Copy>
  make: Workspace['make']
  save: Workspace['save']
  reset: Workspace['reset']
  solution(lesson: ExerciseLesson): Promise<ExerciseFile[]>
  solved(lesson: ExerciseLesson): Promise<boolean>
  /** Checks the copy as it is when its turn comes. One that waits already is shared. Never rejects. */
  check(lesson: ExerciseLesson): Promise<CheckRun>
  /** How many runs are under way or wait. */
  waiting(): number
  warm(lesson: ExerciseLesson): void
  last(lesson: ExerciseLesson): CheckRun | null
  /** The `filesState` that the last run checked. */
  lastState(lesson: ExerciseLesson): string | undefined
  onRun(listener: (event: RunEvent) => void): () => void
  close(): Promise<void>
}

type ProgressNotes = {
  read(): Promise<{ progress: Progress }>
  add(more: Progress): Promise<unknown>
}

type Parts = {
  root: string
  lessons: ExerciseLesson[]
  workspace: Workspace
  checker: Checker
  progress: ProgressNotes
  log: (line: string) => void
}

/** Puts them together from parts that are open already; closes the checker with itself. */
export function createExercises(parts: Parts): Exercises {
  const { root, lessons, workspace, checker, progress, log } = parts
  const editedOriginals = createEditedOriginals(root)
  const lastRuns = new Map<string, CheckRun>()
  const lastStates = new Map<string, string>()
  const listeners = new Set<(event: RunEvent) => void>()
  const queued = new Map<string, Promise<CheckRun>>()
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0

  return {
    lessons,
    async list() {
      const noted = await readNotes()
      return await Promise.all(lessons.map((lesson) => summary(lesson, noted)))
    },
    async detail(lesson) {
      const noted = await readNotes()
      const [{ made, files, warnings }, edited, original] = await Promise.all([
        copy(lesson),
        editedOriginals(lesson.lesson),
        readGiven(lesson.exercise, `lessons/${lesson.lesson}/exercise`),
      ])
      return {
        ...(await summary(lesson, noted)),
        made,
        files: made ? files : original,
        original,
        checks: lesson.checks,
        hintTexts: lesson.hints.map(({ text }) => text),
        editedOriginal: edited,
        last: lastRuns.get(lesson.lesson) ?? null,
        folder: workspace.nameOf(lesson.lesson),
        path: workspace.pathOf(lesson.lesson),
        warnings,
      }
    },
    copy,
    make: workspace.make,
    save: workspace.save,
    reset: workspace.reset,
    async solution({ lesson, solution }) {
      return await readGiven(solution, `lessons/${lesson}/solution`)
    },
    async solved({ lesson }) {
      return isSolved(await readNotes(), lesson)
    },
    check(lesson) {
      const already = queued.get(lesson.lesson)
      if (already) return already
      waiting += 1
      const run = turn.then(() => {
        queued.delete(lesson.lesson)
        return runOne(lesson)
      })
      const done = run.finally(() => {
        waiting -= 1
      })
      queued.set(lesson.lesson, done)
      turn = done
      return done
    },
    waiting: () => waiting,
    warm: ({ lesson }) => checker.warm({ lesson, folder: workspace.pathOf(lesson) }),
    last: ({ lesson }) => lastRuns.get(lesson) ?? null,
    lastState: ({ lesson }) => lastStates.get(lesson),
    onRun(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: checker.close,
  }

  async function runOne(lesson: ExerciseLesson): Promise<CheckRun> {
    const began = performance.now()
    tell({ event: 'checking', lesson: lesson.lesson, startedAt: new Date().toISOString() })
    const outcome = await outcomeOf(lesson)
    const run: CheckRun = {
      lesson: lesson.lesson,
      ...outcome,
      checks: withHints(outcome.checks, lesson.hints),
      tookMs: Math.round(performance.now() - began),
      at: new Date().toISOString(),
    }
    lastRuns.set(lesson.lesson, run)
    if (run.state === 'passed') await notePass(run)
    tell({ event: 'result', lesson: lesson.lesson, run })
    return run
  }

  async function outcomeOf(lesson: ExerciseLesson): Promise<Outcome> {
    try {
      const { made, files, warnings } = await copy(lesson)
      lastStates.set(lesson.lesson, filesState(files))
      const names = lesson.checks
      const has = new Set(files.map(({ name }) => name))
      const given = await readGiven(lesson.exercise, lesson.lesson)
      const complete = given.every(({ name }) => has.has(name))
      if (!made || !complete) {
        const begin = `${workspace.nameOf(lesson.lesson)} is not there yet: start the exercise first.`
        const message = made ? warnings.join('\n') : begin
        const checks = names.map((name) => ({ name, state: 'not run' as const }))
        return { state: 'wrong', checks, problems: [], message }
      }
      const folder = workspace.pathOf(lesson.lesson)
      const outcome = await checker.check({ lesson: lesson.lesson, folder, files, names })
      const message = [outcome.message, ...(outcome.state === 'passed' ? [] : warnings)]
      const said = message.filter((sentence) => sentence !== undefined).join('\n')
      return { ...outcome, ...(said && { message: said }) }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const checks = lesson.checks.map((name) => ({ name, state: 'not run' as const }))
      return { state: 'infrastructure', checks, problems: [], message }
    }
  }

  async function copy(lesson: ExerciseLesson): Promise<Copy> {
    const [found, edited] = await Promise.all([
      workspace.read(lesson),
      editedOriginals(lesson.lesson),
    ])
    const about = editedOriginalWarning(lesson.lesson, workspace.nameOf(lesson.lesson), edited)
    return { ...found, warnings: [...found.warnings, ...about] }
  }

  async function summary(lesson: ExerciseLesson, noted: Progress): Promise<ExerciseSummary> {
    const { lesson: folder, number, title, hints } = lesson
    const made = await workspace.isMade(folder)
    return {
      lesson: folder,
      number,
      title,
      made,
      solved: isSolved(noted, folder),
      hints: hints.length,
    }
  }

  /** A pass that cannot be noted is a pass all the same. */
  async function notePass({ lesson, at }: CheckRun): Promise<void> {
    const marks = { sections: {}, quizzes: {}, exercises: { exercise: at } }
    try {
      const { progress: noted } = await progress.read()
      if (isSolved(noted, lesson)) return
      await progress.add({ version: 1, lessons: { [lesson]: marks } })
    } catch (error) {
      log(
        `That ${lesson} passed could not be noted: ${error instanceof Error ? error.message : error}`,
      )
    }
  }

  async function readNotes(): Promise<Progress> {
    try {
      return (await progress.read()).progress
    } catch (error) {
      log(`Progress cannot be read: ${error instanceof Error ? error.message : error}`)
      return { version: 1, lessons: {} }
    }
  }

  function tell(event: RunEvent): void {
    for (const listener of listeners) listener(event)
  }
}

function isSolved({ lessons }: Progress, lesson: string): boolean {
  return Object.hasOwn(lessons, lesson) && lessons[lesson]?.exercises.exercise !== undefined
}
