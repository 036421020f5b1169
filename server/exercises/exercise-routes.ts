import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { answerRefusal, Refusal } from '../http/refusal.ts'
import type {
  CheckAccepted,
  ExerciseEvents,
  FileConflict,
  ResetDone,
  SavedFile,
  SaveFile,
  Solution,
} from './contract.ts'
import { maxFileBytes } from './exercise-files.ts'
import type { OpenExercises } from './exercises.ts'
import { followCopy } from './follow-copy.ts'
import { type ExerciseLesson, findExercise } from './lessons-with-exercises.ts'

const heartbeatMs = 15_000

/**
 * Everything under /api/exercises; see contract.ts. Mount it only where the workbook serves one learner on their own machine:
 * it runs the files it is given. Closing ends the streams, and then the exercises.
 */
export function openExerciseRoutes({ exercises, workspace, close }: OpenExercises): {
  router: RequestHandler
  close(): Promise<void>
} {
  const router = Router()
  const streams = createExerciseStreams()
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
    const name = String(req.params.name)
    const done = await exercises.save(lessonOf(req), name, readSave(req.body))
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
  router.post('/:lesson/reset', json, async (req, res) => {
    const lesson = lessonOf(req)
    if (fieldOf(req.body, 'confirm') !== true) {
      const detail = `A reset puts ${workspace.nameOf(lesson.lesson)} away and begins anew. Send { "confirm": true } when that is what you want.`
      throw new Refusal('Not confirmed', detail, 400)
    }
    const kept = await exercises.reset(lesson)
    res.json({ kept, detail: await exercises.detail(lesson) } satisfies ResetDone)
  })
  router.get('/:lesson/solution', async (req, res) => {
    res.json({ files: await exercises.solution(lessonOf(req)) } satisfies Solution)
  })
  router.get('/:lesson/events', (req, res) => {
    const lesson = lessonOf(req)
    const folders = [workspace.pathOf(lesson.lesson), lesson.exercise]
    streams.open(res, (tell) => {
      const stopRuns = exercises.onRun((told) => {
        if (told.lesson !== lesson.lesson) return
        if (told.event === 'result') return tell({ event: 'result', data: told.run })
        const { run, startedAt } = told
        tell({ event: 'checking', data: { run, startedAt } })
      })
      const last = exercises.last(lesson)
      const underWay = exercises.underWay(lesson)
      if (last) tell({ event: 'result', data: last })
      if (underWay) tell({ event: 'checking', data: underWay })
      const unfollow = followCopy({ exercises, lesson, folders, tell })
      return () => {
        stopRuns()
        unfollow()
      }
    })
  })
  router.use(answerRefusal)
  return {
    router,
    async close() {
      streams.close()
      await close()
    },
  }
}

type StreamEvent = {
  [Name in keyof ExerciseEvents]: { event: Name; data: ExerciseEvents[Name] }
}[keyof ExerciseEvents]

/** Server-sent events. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html */
function createExerciseStreams() {
  const ends = new Set<() => void>()
  return {
    /** Answers with a stream of what `follow` tells, until the reader leaves; `follow` returns its end. */
    open(res: Response, follow: (tell: (event: StreamEvent) => void) => () => void): void {
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      })
      res.write('retry: 1000\n\n')
      const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs)
      let stop = () => {}
      ends.add(end)
      res.on('close', end)
      stop = follow(({ event, data }) => {
        if (ends.has(end)) res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      })
      function end(): void {
        if (!ends.delete(end)) return
        clearInterval(heartbeat)
        stop()
        res.end()
      }
    },
    close() {
      for (const end of ends) end()
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

function readSave(body: unknown): SaveFile {
  const content = fieldOf(body, 'content')
  const basedOn = fieldOf(body, 'basedOn')
  const check = fieldOf(body, 'check') !== false
  if (typeof content !== 'string' || typeof basedOn !== 'string') {
    throw new Refusal(
      'No file',
      'A file is saved as JSON with two texts: { "content": …, "basedOn": the version it was read in }.',
      400,
    )
  }
  if (Buffer.byteLength(content) <= maxFileBytes) return { content, basedOn, check }
  throw new Refusal(
    'Too large',
    `A file may have at most ${maxFileBytes / 1024} KB. Nothing was saved.`,
    413,
  )
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}

function notBegun(name: string): Refusal {
  return new Refusal('Not begun', `${name} is not there yet. Start the exercise first.`, 404)
}
