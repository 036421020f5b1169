import { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import { checkNewProgress } from './check-progress.ts'
import type { ProgressFile } from './progress-file.ts'

/** Where one learner's progress lies: a file at home, Valkey in a room. */
export type ProgressStore = Pick<ProgressFile, 'read' | 'add'>

/** `GET` and `PUT /api/progress`; see ProgressAnswer. A body that is no progress changes nothing and gets 400. */
export function createProgressRoutes(progressOf: (req: Request) => ProgressStore): RequestHandler {
  const router = Router()
  const read = createBodyReader({ limit: '512kb' })
  router.get('/', async (req, res) => {
    res.json(await progressOf(req).read())
  })
  router.put('/', async (req, res) => {
    const { progress, fault } = checkNewProgress(await read(z.unknown(), req))
    if (progress) return res.json(await progressOf(req).add(progress))
    const detail = `This is no progress of the workbook: ${fault}. Nothing was changed.`
    throw new Refusal('No progress', detail, 400)
  })
  return router
}
