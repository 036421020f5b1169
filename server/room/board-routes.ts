// What an instructor sees and does: /api/board. Whoever is no instructor gets 403, whoever is nobody 401.
import { randomUUID } from 'node:crypto'
import express, { type Request, type RequestHandler, Router } from 'express'
import { toString as drawQrCode } from 'qrcode'
import { z } from 'zod'
import { answerRefusals } from './answer-refusals.ts'
import { cleanMessage, cleanName, longestMessage } from './clean-text.ts'
import type { JoinLink } from './contract.ts'
import { boardAsCsv, boardAsJson } from './export-board.ts'
import { readBody } from './read-body.ts'
import { RoomRefusal } from './room-refusal.ts'
import type { RoomRoutesOptions } from './room-routes.ts'
import type { RoomReading } from './room-store.ts'
import { totalsOf } from './totals.ts'

export type BoardRoutesOptions = Pick<RoomRoutesOptions, 'store' | 'memberOf' | 'explain'> & {
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
const text = z
  .string()
  .max(4 * longestMessage)
  .nullable()
const id = z.string().min(1).max(100)

const shapes = {
  notice: z.strictObject({ text }),
  hint: z.strictObject({ id: id.nullable(), text }),
  claim: z.strictObject({ id, by: z.string().max(200) }),
  done: z.strictObject({ id }),
  follow: z.strictObject({
    path: z
      .string()
      .max(200)
      .regex(/^\/[\w\-./]*$/)
      .nullable(),
  }),
  timer: z.strictObject({
    minutes: z.number().positive().max(180).nullable(),
    label: z.string().max(200).optional(),
  }),
  sharedIp: z.strictObject({ on: z.boolean() }),
  end: z.strictObject({ confirm: z.literal(true) }),
}

export function createBoardRoutes({
  store,
  memberOf,
  isInstructor,
  events,
  joinLink,
  policy,
  end,
  explain,
}: BoardRoutesOptions): Router {
  const router = Router()

  router.use(async (req, res, next) => {
    res.set('Cache-Control', 'no-store')
    if (await isInstructor(req)) return next()
    throw new RoomRefusal((await memberOf(req)) ? forLearners : forNobody)
  })
  router.get('/events', events)
  router.get('/', async (_req, res) => {
    const { room } = store
    const { at, ...reading } = await read()
    res.json({ room, ...reading, totals: totalsOf(reading.learners, at) })
  })
  router.get('/join', (_req, res) => {
    res.json(joinLink())
  })
  router.get('/qr.svg', async (_req, res) => {
    res.type('svg').send(await drawQrCode(joinLink().url, { type: 'svg', margin: 2 }))
  })
  router.get('/export.csv', async (_req, res) => {
    res.attachment('room.csv').send(boardAsCsv(await read()))
  })
  router.get('/export.json', async (_req, res) => {
    res.attachment('room.json').json(boardAsJson({ room: store.room, reading: await read() }))
  })

  router.use(express.json({ limit: '16kb' }))
  router.post('/notice', async (req, res) => {
    const notice = message(readBody(shapes.notice, req.body).text)
    res.json(await store.notice(notice))
  })
  router.post('/hint', async (req, res) => {
    const { id, text } = readBody(shapes.hint, req.body)
    res.json(
      await (id === null ? store.hintForAll(message(text)) : store.hintFor(id, message(text))),
    )
  })
  router.post('/claim', async (req, res) => {
    const { id, by } = readBody(shapes.claim, req.body)
    res.json(await store.claim(id, cleanName(by) ?? 'The instructor'))
  })
  router.post('/done', async (req, res) => {
    res.json(await store.done(readBody(shapes.done, req.body).id))
  })
  router.post('/follow', async (req, res) => {
    res.json(await store.follow(readBody(shapes.follow, req.body).path))
  })
  router.post('/timer', async (req, res) => {
    const { minutes, label } = readBody(shapes.timer, req.body)
    const ms = minutes === null ? null : Math.round(minutes * 60_000)
    res.json(await store.timer({ ms, label: cleanName(label ?? null) ?? '' }))
  })
  router.post('/shared-ip', async (req, res) => {
    const { on } = readBody(shapes.sharedIp, req.body)
    res.json(await store.share({ ms: on ? sharedIpMs : null, ...policy }))
  })
  router.post('/end', async (req, res) => {
    readBody(shapes.end, req.body)
    await end()
    res.sendStatus(204)
  })
  router.use(answerRefusals({ explain }))
  return router

  async function read(): Promise<RoomReading> {
    const reading = await store.read()
    if (reading) return reading
    throw new RoomRefusal({
      status: 410,
      title: 'The room has ended',
      detail: 'It was ended, and everything in it deleted. Start a new one in the terminal.',
    })
  }
}

/** @throws RoomRefusal when it is longer than a person reads in passing */
function message(text: string | null): { id: string; text: string | null } {
  const clean = cleanMessage(text)
  if (clean === null || clean.length <= longestMessage) return { id: randomUUID(), text: clean }
  throw new RoomRefusal({
    status: 400,
    title: 'Too long',
    detail: `A message has at most ${longestMessage} characters, this one has ${clean.length}. Shorten it.`,
  })
}

const forLearners = {
  status: 403,
  title: 'For the instructor',
  detail: 'Only the instructor’s link opens the board. As a learner, go on with the lessons.',
}

const forNobody = {
  status: 401,
  title: 'For the instructor',
  detail: 'The board opens with the instructor’s link, which the terminal of the room has printed.',
}
