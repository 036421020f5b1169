import express, { type Request, type RequestHandler, Router } from 'express'
import { answerRefusal, Refusal } from '../http/refusal.ts'
import type { CheckRun, LuaExercise } from './contract.ts'
import { maxFileBytes } from './exercise-files.ts'
import type { LuaExercises } from './lua-exercises.ts'

/**
 * Everything under /api/lua-exercises; see contract.ts.
 * @param who whose request it is
 * @param onRun told each run, before its answer; must not reject
 */
export function createLuaExerciseRoutes({
  exercises,
  who,
  onRun,
}: {
  exercises: LuaExercises
  who: (req: Request) => string
  onRun: (req: Request, run: CheckRun) => Promise<void>
}): RequestHandler {
  const router = Router()
  // As JSON a character may take six.
  const json = express.json({ limit: 6 * maxFileBytes })

  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/:lesson', async (req, res) => {
    res.json((await exercises.find(String(req.params.lesson))) satisfies LuaExercise)
  })
  router.post('/:lesson/check', json, async (req, res) => {
    const content = readScript(req.body)
    const left = new AbortController()
    res.once('close', () => left.abort())
    const whose = { who: who(req), signal: left.signal }
    const run = await exercises.check(String(req.params.lesson), content, whose)
    await onRun(req, run)
    res.json(run satisfies CheckRun)
  })
  router.use(answerRefusal)
  return router
}

function readScript(body: unknown): string {
  const content =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'content') : undefined
  if (typeof content !== 'string') {
    throw new Refusal(
      'No script',
      'A script is checked as JSON with its text: { "content": … }. Nothing was run.',
      400,
    )
  }
  if (Buffer.byteLength(content) <= maxFileBytes) return content
  const most = `${maxFileBytes / 1024} KB`
  throw new Refusal(
    'Too large',
    `A script may have at most ${most}. Nothing was run; make it smaller.`,
    413,
  )
}
