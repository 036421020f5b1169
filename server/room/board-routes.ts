// What an instructor sees and does: /api/board. Whoever is no instructor gets 403, whoever is nobody 401.
import { randomUUID } from 'node:crypto'
import { type Request, type RequestHandler, Router } from 'express'
import { toString as drawQrCode } from 'qrcode'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import { longestMessage } from './bounds.ts'
import { cleanMessage, cleanName } from './clean-text.ts'
import { instructorBodies, type JoinLink } from './contract.ts'
import { boardAsCsv, boardAsJson } from './export-board.ts'
import type { RoomRoutesOptions } from './room-routes.ts'
import type { RoomReading } from './room-store.ts'
import { totalsOf } from './totals.ts'

export type BoardRoutesOptions = Pick<RoomRoutesOptions, 'store' | 'memberOf'> & {
  isInstructor: (req: Request) => boolean | Promise<boolean>
  /** GET /api/board/events. */
  events: RequestHandler
  joinLink: () => JoinLink
  /** What the shared-IP lab counts against. */
  policy: { limit: number; windowSeconds: number }
  /** Ends the room and deletes everything, the keyspaces' keys among it. */
  end: () => Promise<unknown>
}

const sharedIpMs = 60_000
export function createBoardRoutes({
  store,
  memberOf,
  isInstructor,
  events,
  joinLink,
  policy,
  end,
}: BoardRoutesOptions): Router {
  const router = Router()

  router.use(async (req, _res, next) => {
    if (await isInstructor(req)) return next()
    throw (await memberOf(req)) ? forLearners() : forNobody()
  })
  router.get('/events', events)
  router.get('/', async (_req, res) => {
    const { room } = store
    const { at, ...reading } = await readRoom()
    res.json({ room, ...reading, totals: totalsOf(reading.learners, at) })
  })
  router.get('/join', (_req, res) => {
    res.json(joinLink())
  })
  router.get('/qr.svg', async (_req, res) => {
    res.type('svg').send(await drawQrCode(joinLink().url, { type: 'svg', margin: 2 }))
  })
  router.get('/export.csv', async (_req, res) => {
    res.attachment('room.csv').send(boardAsCsv(await readRoom()))
  })
  router.get('/export.json', async (_req, res) => {
    res.attachment('room.json').json(boardAsJson({ room: store.room, reading: await readRoom() }))
  })

  const read = createBodyReader({ after: 'Nothing was changed.' })
  router.post('/notice', async (req, res) => {
    const notice = message((await read(instructorBodies.notice, req)).text)
    res.json(await store.notice(notice))
  })
  router.post('/hint', async (req, res) => {
    const { id, text } = await read(instructorBodies.hint, req)
    res.json(
      await (id === null ? store.hintForAll(message(text)) : store.hintFor(id, message(text))),
    )
  })
  router.post('/claim', async (req, res) => {
    const { id, by } = await read(instructorBodies.claim, req)
    res.json(await store.claim(id, cleanName(by) ?? 'The instructor'))
  })
  router.post('/done', async (req, res) => {
    res.json(await store.done((await read(instructorBodies.done, req)).id))
  })
  router.post('/follow', async (req, res) => {
    res.json(await store.follow((await read(instructorBodies.follow, req)).path))
  })
  router.post('/timer', async (req, res) => {
    const { minutes, label } = await read(instructorBodies.timer, req)
    const ms = minutes === null ? null : Math.round(minutes * 60_000)
    res.json(await store.timer({ ms, label: cleanName(label ?? null) ?? '' }))
  })
  router.post('/shared-ip', async (req, res) => {
    const { on } = await read(instructorBodies['shared-ip'], req)
    res.json(await store.share({ ms: on ? sharedIpMs : null, ...policy }))
  })
  router.post('/end', async (req, res) => {
    await read(instructorBodies.end, req)
    await end()
    res.sendStatus(204)
  })
  return router

  async function readRoom(): Promise<RoomReading> {
    const reading = await store.read()
    if (reading) return reading
    throw new Refusal(
      'The room has ended',
      'It was ended, and everything in it deleted. Start a new one in the terminal.',
      410,
    )
  }
}

/** @throws Refusal when it is longer than a person reads in passing */
function message(text: string | null): { id: string; text: string | null } {
  const clean = cleanMessage(text)
  if (clean === null || clean.length <= longestMessage) return { id: randomUUID(), text: clean }
  throw new Refusal(
    'Too long',
    `A message has at most ${longestMessage} characters, this one has ${clean.length}. Shorten it.`,
    400,
  )
}

function forLearners(): Refusal {
  const detail = 'Only the instructor’s link opens the board. As a learner, go on with the lessons.'
  return new Refusal('For the instructor', detail, 403)
}

function forNobody(): Refusal {
  const detail =
    'The board opens with the instructor’s link, which the terminal of the room has printed.'
  return new Refusal('For the instructor', detail, 401)
}
