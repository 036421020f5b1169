import express, { type ErrorRequestHandler, Router } from 'express'
import { z } from 'zod'
import { sendProblem } from '../http/problems.ts'
import type { Console } from './console.ts'
import { mostLineBytes } from './unreadable.ts'

/** As JSON a line may be longer than itself: a quote is two characters there, a control character six. */
const mostBodyBytes = 6 * mostLineBytes + 64
const body = z.strictObject({ line: z.string() })

/**
 * GET / says whether there is a console and what it knows; POST / `{ "line": "GET rate:127.0.0.1" }` runs a line.
 * What a line may not do is an answer; 400 is a body that is no such object, 413 one that is far too large, 503 a
 * Valkey that does not answer, with the cause that `explain` gives.
 */
export function createConsoleRoutes({
  console,
  explain,
}: {
  console: Console
  explain: (error: unknown) => string
}): Router {
  const router = Router()
  const unreachable = (error: unknown, more = '') => ({
    status: 503,
    title: 'Valkey does not answer',
    detail: explain(error) + more,
  })

  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/', async (_req, res) => {
    try {
      res.json(await console.info())
    } catch (error) {
      sendProblem(res, unreachable(error))
    }
  })
  router.post('/', express.json({ limit: mostBodyBytes }), async (req, res) => {
    const parsed = body.safeParse(req.body)
    if (!parsed.success) return sendProblem(res, notALine(req.body))
    try {
      res.json(await console.run(parsed.data.line))
    } catch (error) {
      sendProblem(res, unreachable(error, ' Whether the line was run is not known.'))
    }
  })
  router.use(tooLarge)
  return router
}

const tooLarge: ErrorRequestHandler = function tooLarge(error, _req, res, next) {
  if (error?.type !== 'entity.too.large') return next(error)
  sendProblem(res, {
    status: 413,
    title: 'Line too long',
    detail: `The console takes lines of at most ${mostLineBytes} bytes. Use npm run valkey-cli in a terminal for larger ones.`,
  })
}

function notALine(given: unknown) {
  const spelled = JSON.stringify(given)?.slice(0, 100) ?? 'no JSON'
  return {
    status: 400,
    title: 'Not a line',
    detail: `The body must be JSON like {"line": "GET rate:127.0.0.1"}, with "line" a string and nothing else, got ${spelled}.`,
  }
}
