// What a lesson's own mount.ts says, and which lessons have one. The workbook knows no lesson by its number or name.
import { existsSync, readdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Redis } from 'ioredis'
import type { Decision } from '../limiter/decision.ts'
import type { LiveLesson } from './contract.ts'

/** What the workbook hands to the learner's code. */
export type MountParts = {
  valkey: Redis
  /** The workbook's own, for exercises that leave limit and window to their caller. */
  policy: { limit: number; windowSeconds: number }
  /** What the keys of the learner's keyspace begin with. */
  keyspacePrefix: string
}

/** When a client may send again, in milliseconds from now. */
export type Waits = {
  /** Until nothing counts any more. */
  ttlMs: number
  /** Until the next request passes; 0 when it passes now. */
  retryAfterMs: number
}

type Mounted = {
  /** The file of the learner's copy that is run. */
  file: string
  /** A sentence or two for the page: what the workbook adds to the learner's code. */
  note?: string
  /** False where the deadline of a command is the exercise. */
  commandDeadline?: false
  /** True where the learner's code names its keys: each gets the prefix of the keyspace. */
  prefixKeys?: true
  /** True where the app expects one proxy in front of it. */
  behindProxy?: true
  /** Changes a request before the learner's code sees it. */
  prepare?(req: IncomingMessage): void
}

/** A Lua script: the workbook's small middleware runs it once for each request, with one key. */
export type ScriptMount = Mounted & {
  shape: 'script'
  keyOf(address: string, parts: MountParts): string
  argsOf(parts: MountParts): (string | number)[]
  /** What the two whole numbers that it returns are called. */
  returns: [string, string]
  read(
    numbers: [number, number],
    parts: MountParts,
  ): Pick<Decision, 'allowed' | 'count'> & { ttlMs?: number }
  /** Where `read` gives no `ttlMs`: what the key says about it; `null` when that is unknown. */
  waitsOf?(key: string, parts: MountParts): Promise<Waits | null>
}

/** A function that makes a middleware, or a whole Express app. */
export type FactoryMount = Mounted & {
  shape: 'middleware' | 'app'
  /** The export that is called with what `optionsOf` returns. */
  factory: string
  optionsOf(parts: MountParts): object
}

/** `export const mount: LessonMount` of lessons/<lesson>/mount.ts: how the exercise becomes what answers GET /api/saka. */
export type LessonMount = ScriptMount | FactoryMount

/** An exercise that can answer requests; `mountFile` is the absolute path of its mount.ts. */
export type LiveExercise = Omit<LiveLesson, 'made'> & { mountFile: string }

/** Whether the lesson in this folder, an absolute path, has a mount.ts. */
export function hasMount(lessonFolder: string): boolean {
  return existsSync(join(lessonFolder, 'mount.ts'))
}

/** Reads mount.ts of each lesson in `lessons`, an absolute path. */
export async function readLiveExercises(lessons: string): Promise<LiveExercise[]> {
  const folders = existsSync(lessons) ? readdirSync(lessons) : []
  const names = folders.filter((lesson) => hasMount(join(lessons, lesson)))
  return Promise.all(
    names.sort().map(async (lesson) => {
      const mountFile = join(lessons, lesson, 'mount.ts')
      const { file, shape, note } = await importMount(mountFile)
      const number = Number.parseInt(lesson, 10)
      return { lesson, number, file, shape, mountFile, ...(note !== undefined && { note }) }
    }),
  )
}

/** @param mountFile an absolute path */
export async function importMount(mountFile: string): Promise<LessonMount> {
  const { mount }: { mount?: LessonMount } = await import(pathToFileURL(mountFile).href)
  if (mount) return mount
  throw new Error(`${mountFile} must export "mount", a LessonMount.`)
}
