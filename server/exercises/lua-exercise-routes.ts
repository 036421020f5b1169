import { type Request, type RequestHandler, Router } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import { type CheckRun, checkLuaBody, type LuaExercise, maxFileBytes } from './contract.ts'
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
  const read = createBodyReader({
    // As JSON a character may take six.
    limit: 6 * maxFileBytes,
    tooLarge: tooLarge().message,
    after: 'Nothing was run.',
  })

  router.get('/:lesson', async (req, res) => {
    res.json((await exercises.find(String(req.params.lesson))) satisfies LuaExercise)
  })
  router.post('/:lesson/check', async (req, res) => {
    const { content } = await read(checkLuaBody, req)
    if (Buffer.byteLength(content) > maxFileBytes) throw tooLarge()
    const left = new AbortController()
    res.once('close', () => left.abort())
    const whose = { who: who(req), signal: left.signal }
    const run = await exercises.check(String(req.params.lesson), content, whose)
    await onRun(req, run)
    res.json(run satisfies CheckRun)
  })
  return router
}

function tooLarge(): Refusal {
  const most = `${maxFileBytes / 1024} KB`
  const detail = `A script may have at most ${most}. Nothing was run; make it smaller.`
  return new Refusal('Too large', detail, 413)
}
