import express, { type Request, type RequestHandler, Router } from 'express'
import type { CheckAccepted, FileConflict, ResetDone, SavedFile, Solution } from './contract.ts'
import type { ExerciseStreams } from './exercise-events.ts'
import { maxFileBytes } from './exercise-files.ts'
import { ExerciseRefusal } from './exercise-refusal.ts'
import type { Exercises } from './exercises.ts'
import { followCopy } from './follow-copy.ts'
import { type ExerciseLesson, findExercise } from './lessons-with-exercises.ts'
import { tellRefusals } from './tell-refusals.ts'
import type { Workspace } from './workspace.ts'

/**
 * Everything under /api/exercises; see contract.ts. Mount it only where the workbook serves one learner on their own machine:
 * it runs the files it is given.
 */
export function createExerciseRoutes({
  exercises,
  streams,
  workspace,
}: {
  exercises: Exercises
  streams: ExerciseStreams
  workspace: Workspace
}): RequestHandler {
  const router = Router()
  const lessonOf = (req: Request) => find(req, exercises.lessons)
  // As JSON a character may take six.
  const json = express.json({ limit: 6 * maxFileBytes })

  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
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
  router.put('/:lesson/files/:name', json, async (req, res) => {
    const { content, basedOn } = readSave(req.body)
    const name = String(req.params.name)
    const done = await exercises.save(lessonOf(req), name, { content, basedOn })
    if ('saved' in done) return res.json({ file: done.saved } satisfies SavedFile)
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
    void exercises.check(lesson)
    res.status(202).json({ waiting } satisfies CheckAccepted)
  })
  router.post('/:lesson/reset', json, async (req, res) => {
    const lesson = lessonOf(req)
    if (fieldOf(req.body, 'confirm') !== true) {
      const detail = `A reset puts ${workspace.nameOf(lesson.lesson)} away and begins anew. Send { "confirm": true } when that is what you want.`
      throw new ExerciseRefusal(400, 'Not confirmed', detail)
    }
    const kept = await exercises.reset(lesson)
    res.json({ kept, detail: await exercises.detail(lesson) } satisfies ResetDone)
  })
  router.get('/:lesson/solution', async (req, res) => {
    res.json({ files: await exercises.solution(lessonOf(req)) } satisfies Solution)
  })
  router.get('/:lesson/events', (req, res, next) => {
    const lesson = lessonOf(req)
    const folders = [workspace.pathOf(lesson.lesson), lesson.exercise]
    streams.handler((tell) => followCopy({ exercises, lesson, folders, tell }))(req, res, next)
  })
  router.use(tellRefusals)
  return router
}

function find(req: Request, lessons: ExerciseLesson[]): ExerciseLesson {
  const wanted = String(req.params.lesson)
  const lesson = findExercise(wanted, lessons)
  if (lesson) return lesson
  const known = lessons.map(({ number }) => number).join(', ')
  throw new ExerciseRefusal(
    404,
    'No such exercise',
    `There is no exercise "${wanted.slice(0, 100)}". Lessons with one: ${known}.`,
  )
}

function readSave(body: unknown): { content: string; basedOn: string } {
  const content = fieldOf(body, 'content')
  const basedOn = fieldOf(body, 'basedOn')
  if (typeof content !== 'string' || typeof basedOn !== 'string') {
    throw new ExerciseRefusal(
      400,
      'No file',
      'A file is saved as JSON with two texts: { "content": …, "basedOn": the version it was read in }.',
    )
  }
  if (Buffer.byteLength(content) <= maxFileBytes) return { content, basedOn }
  throw new ExerciseRefusal(
    413,
    'Too large',
    `A file may have at most ${maxFileBytes / 1024} KB. Nothing was saved.`,
  )
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}

function notBegun(name: string): ExerciseRefusal {
  return new ExerciseRefusal(
    404,
    'Not begun',
    `${name} is not there yet. Start the exercise first.`,
  )
}
