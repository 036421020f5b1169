import { Router } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import type { Console } from './console.ts'
import { lineBody } from './contract.ts'
import { mostLineBytes } from './unreadable.ts'

/** As JSON a line may be longer than itself: a quote is two characters there, a control character six. */
const mostBodyBytes = 6 * mostLineBytes + 64

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
  const read = createBodyReader({
    limit: mostBodyBytes,
    title: 'Not a line',
    after: 'Send JSON such as {"line": "GET rate:127.0.0.1"}.',
    tooLarge: `The console takes lines of at most ${mostLineBytes} bytes. Use npm run valkey-cli in a terminal for larger ones.`,
  })
  const unreachable = (error: unknown, more = '') =>
    new Refusal('Valkey does not answer', explain(error) + more, 503)

  router.get('/', async (_req, res) => {
    try {
      res.json(await console.info())
    } catch (error) {
      throw unreachable(error)
    }
  })
  router.post('/', async (req, res) => {
    const { line } = await read(lineBody, req)
    try {
      res.json(await console.run(line))
    } catch (error) {
      throw unreachable(error, ' Whether the line was run is not known.')
    }
  })
  return router
}
