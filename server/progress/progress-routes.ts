import express, { type Request, type RequestHandler, Router } from 'express'
import { sendProblem } from '../http/problems.ts'
import { futureFault } from './future-moments.ts'
import type { ProgressFile } from './progress-file.ts'
import { checkProgress } from './progress-schema.ts'

const largestBody = '512kb'

/** Where one learner's progress lies: a file at home, Valkey in a room. */
export type ProgressStore = Pick<ProgressFile, 'read' | 'add'>

/** `GET` and `PUT /api/progress`; see ProgressAnswer. A body that is no progress changes nothing and gets 400. */
export function createProgressRoutes(progressOf: (req: Request) => ProgressStore): RequestHandler {
  const router = Router()
  router.get('/', async (req, res) => {
    res.set('Cache-Control', 'no-store').json(await progressOf(req).read())
  })
  router.put('/', express.json({ limit: largestBody }), async (req, res) => {
    const checked = checkProgress(req.body)
    const fault = checked.fault ?? futureFault(checked.progress)
    if (fault === undefined && checked.progress)
      return res.set('Cache-Control', 'no-store').json(await progressOf(req).add(checked.progress))
    sendProblem(res, {
      status: 400,
      title: 'No progress',
      detail: `This is no progress of the workbook: ${fault}. Nothing was changed.`,
    })
  })
  return router
}
