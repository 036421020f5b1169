// All that can be done with the exercises, for the page's routes and for the command line alike.
import { resolve } from 'node:path'
import type { Progress } from '../progress/contract.ts'
import { lessonNames, renameCopies } from '../progress/lesson-names.ts'
import { type CheckQueue, createCheckQueue } from './check-queue.ts'
import type { CheckValkey } from './checks/check-valkey.ts'
import { createChecker } from './checks/checker.ts'
import type { CheckRun, ExerciseDetail, ExerciseFile, ExerciseSummary } from './contract.ts'
import { createEditedOriginals, editedOriginalWarning } from './edited-original.ts'
import { fileRefusal, filesState } from './exercise-files.ts'
import { readGiven } from './given-files.ts'
import { type ExerciseLesson, lessonsWithExercises } from './lessons-with-exercises.ts'
import { type Copy, openWorkspace, type Workspace } from './workspace.ts'

export type Exercises = {
  lessons: ExerciseLesson[]
  list(): Promise<ExerciseSummary[]>
  detail(lesson: ExerciseLesson): Promise<ExerciseDetail>
  /** The copy with all that is to be said about it, also that the original was edited in its place. */
  copy(lesson: ExerciseLesson): Promise<Copy>
  make: Workspace['make']
  /** As Workspace.save; then the copy is checked, unless `check` is false. `run`: the id of that run. */
  save(
    lesson: ExerciseLesson,
    name: string,
    change: { content: string; basedOn: string; check?: boolean | undefined },
  ): Promise<{ saved: ExerciseFile; run?: string } | { conflict: ExerciseFile }>
  reset: Workspace['reset']
  solution(lesson: ExerciseLesson): Promise<ExerciseFile[]>
  solved(lesson: ExerciseLesson): Promise<boolean>
  check: CheckQueue['add']
  /** Checks the copy if somebody else, another editor for example, has changed it since it was checked last. */
  checkIfChanged(lesson: ExerciseLesson): Promise<void>
  waiting: CheckQueue['waiting']
  warm(lesson: ExerciseLesson): void
  last: CheckQueue['last']
  underWay: CheckQueue['underWay']
  onRun: CheckQueue['onRun']
  close(): Promise<void>
}

export type OpenExercises = {
  exercises: Exercises
  workspace: Workspace
  /** Ends what runs, and the Valkey of the checks. */
  close(): Promise<void>
}

/**
 * The exercises of the checkout at `root`. Nothing is started before somebody works on one.
 * @param workspace the learner's folder, absolute or from `root`
 * @param openValkey opens the Valkey that checks run on
 */
export function openExercises({
  root,
  workspace: folder,
  openValkey,
  progress,
  log,
}: {
  root: string
  workspace: string
  openValkey: () => Promise<CheckValkey>
  progress: {
    read(): Promise<{ progress: Progress }>
    add(more: Progress): Promise<unknown>
  }
  log: (line: string) => void
}): OpenExercises {
  renameCopies(resolve(root, folder), lessonNames(root), log)
  const workspace = openWorkspace({ root, folder })
  const checker = createChecker({ root, openValkey })
  const lessons = lessonsWithExercises(root)
  const editedOriginals = createEditedOriginals(root)
  const { pathOf, nameOf } = workspace
  const queue = createCheckQueue({ checker, copy, pathOf, notRunnable, onPass: notePass })
  /** Saves under way, by lesson: what the disk shows meanwhile is not yet what is to be checked. */
  const saving = new Map<string, Promise<unknown>>()

  const exercises: Exercises = {
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
        last: queue.last(lesson),
        folder: nameOf(lesson.lesson),
        path: pathOf(lesson.lesson),
        warnings,
        copy: filesState(files),
      }
    },
    copy,
    make: workspace.make,
    async save(lesson, name, { check = true, ...change }) {
      const before = saving.get(lesson.lesson) ?? Promise.resolve()
      const done = before.then(() => write(lesson, name, change))
      const settled = done.catch(() => undefined)
      saving.set(lesson.lesson, settled)
      void settled.then(() => saving.get(lesson.lesson) === settled && saving.delete(lesson.lesson))
      const written = await done
      if ('conflict' in written || !check) return written
      return { ...written, run: queue.add(lesson).run }
    },
    reset: workspace.reset,
    async solution({ lesson, solution }) {
      return await readGiven(solution, `lessons/${lesson}/solution`)
    },
    async solved({ lesson }) {
      return isSolved(await readNotes(), lesson)
    },
    check: queue.add,
    async checkIfChanged(lesson) {
      await saving.get(lesson.lesson)
      const { made, files } = await workspace.read(lesson)
      if (made && !saving.has(lesson.lesson) && !queue.knows(lesson, files)) queue.add(lesson)
    },
    waiting: queue.waiting,
    warm: ({ lesson }) => checker.warm({ lesson, folder: pathOf(lesson) }),
    last: queue.last,
    underWay: queue.underWay,
    onRun: queue.onRun,
    close: checker.close,
  }
  return { exercises, workspace, close: checker.close }

  async function write(
    lesson: ExerciseLesson,
    name: string,
    change: { content: string; basedOn: string },
  ) {
    const written = await workspace.save(lesson, name, change)
    if ('saved' in written) queue.note(lesson, (await workspace.read(lesson)).files)
    return written
  }

  async function copy(lesson: ExerciseLesson): Promise<Copy> {
    const [found, edited] = await Promise.all([
      workspace.read(lesson),
      editedOriginals(lesson.lesson),
    ])
    const about = editedOriginalWarning(lesson.lesson, nameOf(lesson.lesson), edited)
    return { ...found, warnings: [...found.warnings, ...about] }
  }

  async function notRunnable(
    { lesson, exercise }: ExerciseLesson,
    { made, files, warnings }: Copy,
  ): Promise<string | undefined> {
    if (!made) return `${nameOf(lesson)} is not there yet: start the exercise first.`
    const has = new Set(files.map(({ name }) => name))
    const given = await readGiven(exercise, lesson)
    return given.every(({ name }) => has.has(name)) ? undefined : warnings.join('\n')
  }

  async function summary(lesson: ExerciseLesson, noted: Progress): Promise<ExerciseSummary> {
    const { lesson: name, number, title, hints } = lesson
    const made = await workspace.isMade(name)
    return { lesson: name, number, title, made, solved: isSolved(noted, name), hints: hints.length }
  }

  /** A pass that cannot be noted is still a pass; gives why. */
  async function notePass({ lesson, at }: CheckRun): Promise<string | undefined> {
    const marks = { sections: {}, quizzes: {}, exercises: { exercise: at } }
    try {
      const { progress: noted } = await progress.read()
      if (!isSolved(noted, lesson)) {
        await progress.add({ version: 1, lessons: { [lesson]: marks } })
      }
      return undefined
    } catch (error) {
      const { message } = fileRefusal(error, 'That you passed cannot be noted')
      log(`${lesson}: ${message}`)
      return message
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
}

function isSolved({ lessons }: Progress, lesson: string): boolean {
  return Object.hasOwn(lessons, lesson) && lessons[lesson]?.exercises.exercise !== undefined
}
