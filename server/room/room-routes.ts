// What a learner does in the room: /api/room. (Joining is not here: it makes the cookie.)
import express, { type Request, Router } from 'express'
import { z } from 'zod'
import { answerRefusals } from './answer-refusals.ts'
import { cleanName } from './clean-text.ts'
import { readBody } from './read-body.ts'
import { RoomRefusal } from './room-refusal.ts'
import type { Member, RoomStore } from './room-store.ts'

type MaybePromise<Value> = Value | Promise<Value>

export type RoomRoutesOptions = {
  store: RoomStore
  /** Whose request this is, by their cookie or token; undefined for nobody. */
  memberOf: (req: Request) => MaybePromise<Member | undefined>
  /** Adds what a workbook at home reports to the learner's progress; a sentence when it is none. */
  addProgress: (keyspaceId: string, progress: unknown) => Promise<string | undefined>
  /** The sentence for an error of Valkey's, undefined for any other error. */
  explain: (error: unknown) => string | undefined
}

const folder = z
  .string()
  .max(80)
  .regex(/^[a-z0-9-]+$/)
const address = z
  .string()
  .max(200)
  .regex(/^\/[\w\-./]*$/)

const shapes = {
  me: z.strictObject({ name: z.string().max(200).nullable() }),
  place: z.strictObject({
    path: address,
    exercise: z.strictObject({ lesson: folder, open: z.boolean() }).optional(),
  }),
  help: z.strictObject({ raised: z.boolean() }),
  pace: z.strictObject({ pace: z.enum(['slower', 'faster']).nullable() }),
  report: z.strictObject({
    check: z
      .strictObject({
        lesson: folder,
        passed: z.number().int().min(0).max(1000),
        total: z.number().int().min(0).max(1000),
        failing: z.string().max(300).nullable(),
      })
      .optional(),
    progress: z.unknown().optional(),
  }),
}

export function createRoomRoutes({
  store,
  memberOf,
  addProgress,
  explain,
}: RoomRoutesOptions): Router {
  const router = Router()
  const small = express.json({ limit: '8kb' })

  async function memberId(req: Request): Promise<string> {
    const member = await memberOf(req)
    if (member) return member.keyspaceId
    throw new RoomRefusal({
      status: 401,
      title: 'Not in the room',
      detail:
        'This browser has not joined the room, or the room is another one. Open /join/ and enter the code.',
    })
  }

  router.patch('/me', small, async (req, res) => {
    const id = await memberId(req)
    const { name } = readBody(shapes.me, req.body)
    const learner = await store.rename(id, cleanName(name))
    res.json({ name: learner.name })
  })
  router.post('/place', small, async (req, res) => {
    const id = await memberId(req)
    const { path, exercise } = readBody(shapes.place, req.body)
    const lesson = /^\/lessons\/([a-z0-9-]{1,80})\/$/.exec(path)?.[1] ?? null
    await store.place(id, { path, lesson, exerciseOpen: exercise?.open ? exercise.lesson : null })
    res.sendStatus(204)
  })
  router.post('/help', small, async (req, res) => {
    const id = await memberId(req)
    const { help } = await store.help(id, readBody(shapes.help, req.body).raised)
    res.json({ help })
  })
  router.post('/pace', small, async (req, res) => {
    const id = await memberId(req)
    await store.pace(id, readBody(shapes.pace, req.body).pace)
    res.sendStatus(204)
  })
  router.post('/report', express.json({ limit: '512kb' }), async (req, res) => {
    const id = await memberId(req)
    const { check, progress } = readBody(shapes.report, req.body)
    if (progress !== undefined) {
      const fault = await addProgress(id, progress)
      if (fault !== undefined) {
        throw new RoomRefusal({
          status: 400,
          title: 'No progress',
          detail: `${fault}. Nothing was changed.`,
        })
      }
    }
    if (check) await store.check(id, { ...check, home: true })
    res.sendStatus(204)
  })
  router.use(answerRefusals({ explain }))
  return router
}
