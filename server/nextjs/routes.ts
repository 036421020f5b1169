import { type RequestHandler, Router } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import { wayBody } from './contract.ts'
import { createDoors } from './doors.ts'
import type { Nextjs } from './nextjs.ts'
import { addressesOfWays, tryWay } from './try-way.ts'

/**
 * GET / tells the state; POST /start and /stop change it and answer with it; POST /run starts it for as long as the
 * answer is read, a line of JSON per state; POST /try sends a way's requests. And the endpoint's two doors. It starts
 * programs: mount it only where the workbook serves one learner on their own machine.
 */
export function createNextjsRoutes({
  nextjs,
  saka,
  startAfresh,
}: {
  nextjs: Nextjs
  /** The limiter, and what it protects. */
  saka: RequestHandler[]
  /** Forgets the counters of these addresses. */
  startAfresh: (addresses: string[]) => Promise<void>
}): RequestHandler {
  const router = Router()
  const read = createBodyReader({ limit: '1kb', title: 'No such way', after: 'Nothing was sent.' })
  let trying = false

  router.get('/', (_req, res) => {
    res.json(nextjs.state())
  })
  router.post('/start', (_req, res) => {
    nextjs.start()
    res.status(202).json(nextjs.state())
  })
  router.post('/stop', async (_req, res) => {
    await nextjs.stop()
    res.json(nextjs.state())
  })
  router.post('/run', (_req, res) => {
    const startedHere = nextjs.state().is !== 'running'
    res.type('application/x-ndjson')
    const tell = (state: unknown) => res.write(`${JSON.stringify(state)}\n`)
    const forget = nextjs.onChange((state) => {
      tell(state)
      if (state.is === 'off' || state.is === 'failed') res.end()
    })
    res.on('close', () => {
      forget()
      if (startedHere) void nextjs.stop()
    })
    nextjs.start()
    tell(nextjs.state())
  })
  router.post('/try', async (req, res) => {
    const { way } = await read(wayBody, req)
    const state = nextjs.state()
    if (state.is !== 'running') throw notRunning()
    if (trying) throw isTrying()
    trying = true
    try {
      await startAfresh(addressesOfWays)
      const next = `http://127.0.0.1:${new URL(state.url).port}`
      const api = `http://127.0.0.1:${req.socket.localPort}`
      res.json(await tryWay({ way, next, api }))
    } catch (error) {
      throw failed(error)
    } finally {
      trying = false
    }
  })
  router.use(createDoors(saka))
  return router
}

function notRunning(): Refusal {
  const detail = 'These requests go through the Next.js app. Start it first, then try again.'
  return new Refusal('Next.js does not run', detail)
}

function isTrying(): Refusal {
  const detail = 'Another try is still sending its requests. Try again when it is done.'
  return new Refusal('Requests are under way', detail)
}

function failed(error: unknown): Refusal {
  const { code, message } = error as NodeJS.ErrnoException
  const detail =
    code === 'EADDRNOTAVAIL'
      ? 'This machine has no second loopback address, 127.0.0.2. Linux has; on macOS: sudo ifconfig lo0 alias 127.0.0.2'
      : `A request got no answer (${message}). Stop the Next.js app, start it again, and try once more.`
  return new Refusal('The requests did not get through', detail, 502)
}
