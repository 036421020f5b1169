import express, { type Router } from 'express'
import { z } from 'zod'
import { sendProblem } from '../http/problems.ts'
import { Refusal } from '../http/refusal.ts'
import type { MyLimiterHost } from './my-limiter.ts'

const choice = z.union([
  z.strictObject({ lesson: z.string().max(100) }),
  z.strictObject({ off: z.literal(true) }),
])

/** GET /api/my-limiter: whose limiter answers. PUT chooses: `{"lesson":"<folder>"}`, or `{"off":true}`. */
export function createMyLimiterRoutes(host: MyLimiterHost): Router {
  const router = express.Router()
  router.get('/', (_req, res) => {
    res.set('Cache-Control', 'no-store').json(host.now())
  })
  router.put('/', express.json({ limit: '1kb' }), async (req, res) => {
    const asked = choice.safeParse(req.body)
    if (!asked.success) {
      return sendProblem(res, {
        status: 400,
        title: 'Bad choice',
        detail:
          'The body must be {"lesson":"<folder>"}, with a lesson that GET /api/my-limiter lists, or {"off":true}, as application/json.',
      })
    }
    try {
      await host.choose('lesson' in asked.data ? asked.data.lesson : null)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return sendProblem(res, { status: 422, title: error.title, detail: error.message })
    }
    res.set('Cache-Control', 'no-store').json(host.now())
  })
  return router
}
