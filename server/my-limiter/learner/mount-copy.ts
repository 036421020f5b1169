// Makes an app that answers GET /api/saka from the learner's file, as the lesson's mount.ts says.
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import type { FactoryMount, LessonMount, MountParts } from '../lesson-mount.ts'
import { limitByScript } from './script-limiter.ts'

/** The learner's file has another form than the exercise asks for. */
export class ShapeError extends Error {
  override name = 'ShapeError'
}

/** Reads or imports the learner's file in `folder`. Rejects with what its code throws, or with a ShapeError. */
export async function mountCopy(
  mount: LessonMount,
  folder: string,
  parts: MountParts,
): Promise<RequestListener> {
  const path = join(folder, mount.file)
  if (mount.shape === 'script') {
    const script = await readFile(path, 'utf8')
    await compileScript(parts.valkey, script)
    return protectedApp(limitByScript(script, mount, parts))
  }
  const create = await importFactory(path, mount)
  const created = create(mount.optionsOf(parts))
  const what = `${mount.factory}(…)`
  if (mount.shape === 'app') return asFunction<RequestListener>(created, what, 'an Express app')
  return protectedApp(asFunction<RequestHandler>(created, what, 'a middleware'))
}

async function importFactory(
  path: string,
  { file, factory }: FactoryMount,
): Promise<(options: object) => unknown> {
  const module: Record<string, unknown> = await import(pathToFileURL(path).href)
  return asFunction(module[factory], `the export ${factory} of ${file}`, 'a function')
}

function asFunction<Fn>(value: unknown, what: string, wanted: string): Fn {
  if (typeof value === 'function') return value as Fn
  const is = value === undefined ? 'missing' : `a value of type ${typeof value}`
  throw new ShapeError(`${what} must be ${wanted}, and it is ${is}.`)
}

/** Rejects with Valkey's own compile error. Without a reply nothing is compiled, and that is not an error here. */
async function compileScript(valkey: Redis, script: string): Promise<void> {
  try {
    await valkey.script('LOAD', script)
  } catch (error) {
    if (error instanceof Error && /compiling script/.test(error.message)) throw error
  }
}

/** The smallest app with a protected endpoint. It prints what the limiter throws. */
function protectedApp(limiter: RequestHandler): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send('Chuck Norris kod yazmaz, kod kendini yazar.\n')
  })
  app.use(answerError)
  return app
}

// Express knows a function for errors by its four parameters.
const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  console.error(error)
  if (res.headersSent) return next(error)
  res
    .status(500)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: 'Your limiter threw an error',
      status: 500,
      detail: `${error}. The stack is on its console.`,
    })
}
