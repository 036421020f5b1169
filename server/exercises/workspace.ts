// workspace/: the learner's own copies. Nothing in it is ever overwritten but by the learner; what a reset replaces is kept
// in workspace/.saved/.

import { randomUUID } from 'node:crypto'
import { lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { Refusal } from '../http/refusal.ts'
import type { ExerciseFile } from './contract.ts'
import {
  checkName,
  type FolderContent,
  fileRefusal,
  isMissing,
  readFolder,
  readOne,
  writeOne,
} from './exercise-files.ts'
import { readGiven } from './given-files.ts'
import type { ExerciseLesson } from './lessons-with-exercises.ts'

export type Copy = FolderContent & { made: boolean }

export type Workspace = {
  /** Absolute path of a lesson's copy, whether it is there or not. */
  pathOf(lesson: string): string
  /** The same as people say it: "workspace/<lesson>". */
  nameOf(lesson: string): string
  /** Whether something is there under the copy's name. */
  isMade(lesson: string): Promise<boolean>
  /** The copy as it is; `made` is false, and nothing is written, when there is none. */
  read(lesson: ExerciseLesson): Promise<Copy>
  /** Makes the copy when there is none; gives whether it did. */
  make(lesson: ExerciseLesson): Promise<boolean>
  /** Puts the copy away and makes a new one; gives where the old one is kept, as people say it, null when there was none. */
  reset(lesson: ExerciseLesson): Promise<string | null>
  readFile(lesson: ExerciseLesson, name: string): Promise<ExerciseFile>
  /**
   * Saves unless the file is another than the one `basedOn`; then gives that one as `conflict`, and writes nothing. With
   * `basedOn` '' a file of the exercise that was deleted is made again.
   */
  save(
    lesson: ExerciseLesson,
    name: string,
    change: { content: string; basedOn: string },
  ): Promise<{ saved: ExerciseFile } | { conflict: ExerciseFile }>
}

/** @param folder the workspace, absolute or from `root`, the checkout */
export function openWorkspace({ root, folder }: { root: string; folder: string }): Workspace {
  const base = resolve(root, folder)
  const pathOf = (lesson: string) => join(base, lesson)
  const shown = (path: string) => {
    const below = relative(root, path)
    return below.startsWith('..') || isAbsolute(below) ? path : below.split(sep).join('/')
  }
  const nameOf = (lesson: string) => shown(pathOf(lesson))

  return {
    pathOf,
    nameOf,
    isMade: (lesson) =>
      lstat(pathOf(lesson)).then(
        () => true,
        () => false,
      ),
    async read({ lesson, exercise }) {
      if (!(await isOwnFolder(lesson))) return { made: false, files: [], warnings: [] }
      const { files, warnings } = await readFolder(pathOf(lesson), nameOf(lesson))
      const expected = await readFolder(exercise, lesson)
      const has = new Set(files.map(({ name }) => name))
      const missing = expected.files.filter(({ name }) => !has.has(name))
      const told = warnings.join()
      return {
        made: true,
        files,
        warnings: [
          ...warnings,
          ...missing
            .filter(({ name }) => !told.includes(`/${name} `))
            .map(
              ({ name }) =>
                `${nameOf(lesson)}/${name} is missing. Put it back, or reset the exercise.`,
            ),
        ],
      }
    },
    make,
    async reset(lesson) {
      if (!(await isOwnFolder(lesson.lesson))) {
        await make(lesson)
        return null
      }
      const kept = join(base, '.saved', lesson.lesson, stamp())
      const name = nameOf(lesson.lesson)
      await withNew(
        lesson,
        `${name} cannot be reset. Your copy is still there, unchanged`,
        async (next) => {
          await mkdir(join(kept, '..'), { recursive: true })
          await rename(pathOf(lesson.lesson), kept)
          await rename(next, pathOf(lesson.lesson)).catch((error) => {
            throw fileRefusal(
              error,
              `${name} cannot be made anew. Your old copy is in ${shown(kept)}/`,
            )
          })
        },
      )
      return shown(kept)
    },
    readFile,
    async save(lesson, name, { content, basedOn }) {
      // A file of the exercise that the learner has deleted can be put back.
      if (basedOn === '' && (await isGone(lesson, name))) {
        return { saved: await writeOne(pathOf(lesson.lesson), name, content) }
      }
      const current = await readFile(lesson, name)
      if (current.version !== basedOn && current.content !== content) return { conflict: current }
      return { saved: await writeOne(pathOf(lesson.lesson), name, content) }
    },
  }

  async function readFile({ lesson }: ExerciseLesson, name: string): Promise<ExerciseFile> {
    checkName(name)
    await needFolder(lesson)
    return await readOne(pathOf(lesson), name, nameOf(lesson)).catch((error) => {
      throw fileRefusal(error, `${nameOf(lesson)}/${name} cannot be read`)
    })
  }

  async function isGone({ lesson, exercise }: ExerciseLesson, name: string): Promise<boolean> {
    if (!(await isMissing(pathOf(lesson), name)) || (await isMissing(exercise, name))) return false
    await needFolder(lesson)
    return true
  }

  async function make(lesson: ExerciseLesson): Promise<boolean> {
    if (await isOwnFolder(lesson.lesson)) return false
    const path = pathOf(lesson.lesson)
    try {
      await withNew(lesson, `${nameOf(lesson.lesson)} cannot be made`, (next) => rename(next, path))
      return true
    } catch (error) {
      // Somebody else made it in this moment.
      if (await isOwnFolder(lesson.lesson)) return false
      throw error
    }
  }

  /**
   * Writes a new copy beside the others and hands its path to `use`, which moves it to its place. All of it or nothing: a
   * copy that was cut off half-way must not pass for one. What the file system refuses is told after `failing`.
   */
  async function withNew(
    { lesson, exercise }: ExerciseLesson,
    failing: string,
    use: (next: string) => Promise<void>,
  ): Promise<void> {
    const next = join(base, `.making-${randomUUID()}`)
    try {
      await mkdir(base, { recursive: true })
      // Not recursive: on a read-only disk that says ENOENT.
      await mkdir(next)
      for (const { name, content } of await readGiven(exercise, `lessons/${lesson}/exercise`)) {
        await writeFile(join(next, name), content)
      }
      await use(next)
    } catch (error) {
      throw fileRefusal(error, failing)
    } finally {
      await rm(next, { recursive: true, force: true }).catch(() => undefined)
    }
  }

  async function needFolder(lesson: string): Promise<void> {
    if (await isOwnFolder(lesson)) return
    throw new Refusal(
      'Not begun',
      `${nameOf(lesson)} is not there yet. Start the exercise, and it is made for you.`,
      404,
    )
  }

  /** Whether the copy is there, as a folder of the workspace itself. Throws when a link leads elsewhere. */
  async function isOwnFolder(lesson: string): Promise<boolean> {
    const path = pathOf(lesson)
    const there = await lstat(path).catch((error) => {
      if (error?.code === 'ENOENT') return undefined
      throw fileRefusal(error, `${nameOf(lesson)} cannot be read`)
    })
    if (!there) return false
    const is = there.isDirectory() && (await realpath(path)) === join(await realpath(base), lesson)
    if (is) return true
    const what = there.isSymbolicLink() ? 'a link' : 'no folder'
    throw new Refusal(
      'Not a folder of the workspace',
      `${nameOf(lesson)} is ${what}. The workbook reads and writes only what is in the workspace itself: move it away, then start the exercise again.`,
      409,
    )
  }
}

/** A moment as a folder's name, "2026-11-23T17-09-33-120Z". */
function stamp(): string {
  return new Date().toISOString().replaceAll(/[:.]/g, '-')
}
