import { type Request, type RequestHandler, Router } from 'express'
import { createEventStream } from '../http/event-stream.ts'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import {
  type CheckAccepted,
  type FileConflict,
  maxFileBytes,
  type ResetDone,
  resetBody,
  type SavedFile,
  type Solution,
  saveFileBody,
} from './contract.ts'
import type { OpenExercises } from './exercises.ts'
import { openExerciseReader } from './follow-copy.ts'
import { type ExerciseLesson, findExercise } from './lessons-with-exercises.ts'

/**
 * Everything under /api/exercises; see contract.ts. Mount it only where the workbook serves one learner on their own machine:
 * it runs the files it is given.
 */
export function openExerciseRoutes({ exercises, workspace, close }: OpenExercises): {
  /** For /api/exercises. */
  router: RequestHandler
  /** Ends the streams, and then the exercises. */
  close(): Promise<void>
} {
  const router = Router()
  const lessonOf = (req: Request) => find(req, exercises.lessons)
  const read = createBodyReader({
    // As JSON a character may take six.
    limit: 6 * maxFileBytes,
    tooLarge: tooLarge().message,
    after: 'Nothing was changed.',
  })
  const events = createEventStream({
    open(req) {
      const lesson = lessonOf(req)
      const folders = [workspace.pathOf(lesson.lesson), lesson.exercise]
      return openExerciseReader({ exercises, lesson, folders })
    },
  })

  router.get('/', async (_req, res) => {
    res.json(await exercises.list())
  })
  router.get('/:lesson', async (req, res) => {
    res.json(await exercises.detail(lessonOf(req)))
  })
  router.post('/:lesson/start', async (req, res) => {
    const lesson = lessonOf(req)
    await exercises.make(lesson)
    exercises.warm(lesson)
    res.json(await exercises.detail(lesson))
  })
  router.put('/:lesson/files/:name', async (req, res) => {
    const change = await read(saveFileBody, req)
    if (Buffer.byteLength(change.content) > maxFileBytes) throw tooLarge()
    const name = String(req.params.name)
    const done = await exercises.save(lessonOf(req), name, change)
    if ('saved' in done) {
      const { saved: file, run } = done
      return res.json({ file, ...(run !== undefined && { run }) } satisfies SavedFile)
    }
    const conflict: FileConflict = {
      title: 'Changed elsewhere',
      status: 409,
      detail: `${name} was changed on disk since it was read here. Nothing was saved; choose which of the two to keep.`,
      current: done.conflict,
    }
    res.status(409).type('application/problem+json').send(JSON.stringify(conflict))
  })
  router.post('/:lesson/check', async (req, res) => {
    const lesson = lessonOf(req)
    const { made } = await exercises.copy(lesson)
    if (!made) throw notBegun(workspace.nameOf(lesson.lesson))
    const waiting = exercises.waiting()
    const { run } = exercises.check(lesson)
    res.status(202).json({ run, waiting } satisfies CheckAccepted)
  })
  router.post('/:lesson/reset', async (req, res) => {
    const lesson = lessonOf(req)
    await read(resetBody, req)
    const kept = await exercises.reset(lesson)
    res.json({ kept, detail: await exercises.detail(lesson) } satisfies ResetDone)
  })
  router.get('/:lesson/solution', async (req, res) => {
    res.json({ files: await exercises.solution(lessonOf(req)) } satisfies Solution)
  })
  router.get('/:lesson/events', events.handler)
  return {
    router,
    async close() {
      events.close()
      await close()
    },
  }
}

function find(req: Request, lessons: ExerciseLesson[]): ExerciseLesson {
  const wanted = String(req.params.lesson)
  const lesson = findExercise(wanted, lessons)
  if (lesson) return lesson
  const known = lessons.map(({ number }) => number).join(', ')
  throw new Refusal(
    'No such exercise',
    `There is no exercise "${wanted.slice(0, 100)}". Lessons with one: ${known}.`,
    404,
  )
}

function tooLarge(): Refusal {
  return new Refusal(
    'Too large',
    `A file may have at most ${maxFileBytes / 1024} KB. Nothing was saved.`,
    413,
  )
}

function notBegun(name: string): Refusal {
  return new Refusal('Not begun', `${name} is not there yet. Start the exercise first.`, 404)
}
