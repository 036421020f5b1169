// The exercises that are one Lua file, for a room. Of a learner's there is nothing but that text, and it is run nowhere
// but in a disposable Valkey.
import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../http/refusal.ts'
import { verdictOf } from './check-queue.ts'
import { createCheckTurns } from './check-turns.ts'
import type { CheckValkey } from './checks/check-valkey.ts'
import { type Checker, createChecker } from './checks/checker.ts'
import type { CheckRun, ExerciseFile, LuaExercise } from './contract.ts'
import { fileRefusal, withContent } from './exercise-files.ts'
import { readGiven } from './given-files.ts'
import { findExercise, lessonsWithExercises } from './lessons-with-exercises.ts'
import { makeOwnFolder } from './own-folder.ts'

export type LuaExercises = {
  /** Throws a Refusal, 404, when the lesson has no exercise that is one Lua file. */
  find(lesson: string): Promise<LuaExercise>
  /** Runs the lesson's checks on `content`, when it is the turn of `who`; see createCheckTurns(). */
  check(
    lesson: string,
    content: string,
    whose: { who: string; signal: AbortSignal },
  ): Promise<CheckRun>
  close(): Promise<void>
}

/** Each has a process and a Valkey of its own. */
const atOnce = 2
const mostWaiting = 20

type Bench = { checker: Checker; folder: string }

/**
 * The lessons are those of the checkout at `root`. Nothing is started before somebody checks.
 * @param openValkey opens a Valkey that a stranger's script may run in
 */
export function createLuaExercises({
  root,
  openValkey,
}: {
  root: string
  openValkey: () => Promise<CheckValkey>
}): LuaExercises {
  const lessons = lessonsWithExercises(root)
  const top = makeOwnFolder('lua-exercises')
  const benches: Bench[] = Array.from({ length: atOnce }, (_, at) => {
    const folder = join(top, String(at))
    return { folder, checker: createChecker({ root, openValkey }) }
  })
  const turns = createCheckTurns({ places: benches, mostWaiting })

  return {
    async find(lesson) {
      const { number, title, checks, hints, ...found } = lessonOf(lesson)
      const original = await originalOf(found)
      const hintTexts = hints.map(({ text }) => text)
      return { lesson: found.lesson, number, title, original, checks, hintTexts }
    },
    async check(wanted, content, { who, signal }) {
      const lesson = lessonOf(wanted)
      const original = await originalOf(lesson)
      return await turns.take(who, signal, async ({ checker, folder: own }) => {
        const began = performance.now()
        // The same for whoever comes next, so that a process that waits for this lesson fits.
        const folder = join(own, lesson.lesson)
        try {
          await mkdir(folder, { recursive: true })
          await writeFile(join(folder, original.name), content)
        } catch (error) {
          throw fileRefusal(error, 'Your script cannot be written on the machine of the room')
        }
        const files = [withContent(original, content)]
        const run = randomUUID()
        const subject = { run, lesson: lesson.lesson, folder, files, names: lesson.checks }
        return verdictOf(await checker.check(subject), { run, lesson, files, began })
      })
    },
    async close() {
      await Promise.all(benches.map(({ checker }) => checker.close()))
      await rm(top, { recursive: true, force: true })
    },
  }

  function lessonOf(wanted: string) {
    const lesson = findExercise(wanted, lessons)
    if (lesson) return lesson
    throw noLuaExercise(wanted)
  }
}

async function originalOf({ lesson, exercise }: { lesson: string; exercise: string }) {
  const [only, ...others] = await readGiven(exercise, `lessons/${lesson}/exercise`)
  if (isLua(only) && others.length === 0) return only
  throw noLuaExercise(lesson)
}

function isLua(file: ExerciseFile | undefined): file is ExerciseFile {
  return file?.language === 'lua'
}

function noLuaExercise(wanted: string): Refusal {
  return new Refusal(
    'Not in the page',
    `"${wanted.slice(0, 100)}" has no exercise that is one Lua script, and no other is run in a room. Do it in a workbook of your own.`,
    404,
  )
}
