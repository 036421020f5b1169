import { Router } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { choiceBody } from './contract.ts'
import type { MyLimiterHost } from './my-limiter.ts'

/** GET /api/my-limiter: whose limiter answers. PUT chooses: `{"lesson":"<folder>"}`, or `{"off":true}`. */
export function createMyLimiterRoutes(host: MyLimiterHost): Router {
  const router = Router()
  const read = createBodyReader({ limit: '1kb', title: 'Bad choice' })
  router.get('/', (_req, res) => {
    res.json(host.now())
  })
  router.put('/', async (req, res) => {
    const choice = await read(choiceBody, req)
    await host.choose('lesson' in choice ? choice.lesson : null)
    res.json(host.now())
  })
  return router
}
