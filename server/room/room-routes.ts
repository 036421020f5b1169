// What a learner does in the room: /api/room. (Joining is not here: it makes the cookie.)
import { type Request, Router } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import { cleanName } from './clean-text.ts'
import { learnerBodies } from './contract.ts'
import { notInRoom } from './room-refusal.ts'
import type { Member, RoomStore } from './room-store.ts'

type MaybePromise<Value> = Value | Promise<Value>

export type RoomRoutesOptions = {
  store: RoomStore
  /** Whose request this is, by their cookie or token; undefined for nobody. */
  memberOf: (req: Request) => MaybePromise<Member | undefined>
  /** Adds what a workbook at home reports to the learner's progress; a sentence when it is none. */
  addProgress: (keyspaceId: string, progress: unknown) => Promise<string | undefined>
}

export function createRoomRoutes({ store, memberOf, addProgress }: RoomRoutesOptions): Router {
  const router = Router()
  const after = 'Nothing was changed.'
  const read = createBodyReader({ limit: '8kb', after })
  const readReport = createBodyReader({ limit: '512kb', after })

  async function memberId(req: Request): Promise<string> {
    const member = await memberOf(req)
    if (member) return member.keyspaceId
    throw notInRoom()
  }

  router.patch('/me', async (req, res) => {
    const id = await memberId(req)
    const { name } = await read(learnerBodies.me, req)
    const learner = await store.rename(id, cleanName(name))
    res.json({ name: learner.name })
  })
  router.post('/place', async (req, res) => {
    const id = await memberId(req)
    const { path, exercise } = await read(learnerBodies.place, req)
    const lesson = /^\/lessons\/([a-z0-9-]{1,80})\/$/.exec(path)?.[1] ?? null
    await store.place(id, { path, lesson, exerciseOpen: exercise?.open ? exercise.lesson : null })
    res.sendStatus(204)
  })
  router.post('/help', async (req, res) => {
    const id = await memberId(req)
    const { raised } = await read(learnerBodies.help, req)
    const { help } = await store.help(id, raised)
    res.json({ help })
  })
  router.post('/pace', async (req, res) => {
    const id = await memberId(req)
    const { pace } = await read(learnerBodies.pace, req)
    await store.pace(id, pace)
    res.sendStatus(204)
  })
  router.post('/report', async (req, res) => {
    const id = await memberId(req)
    const { check, progress } = await readReport(learnerBodies.report, req)
    if (progress !== undefined) {
      const fault = await addProgress(id, progress)
      if (fault !== undefined) throw new Refusal('No progress', `${fault}. ${after}`, 400)
    }
    if (check) await store.check(id, { ...check, home: true })
    res.sendStatus(204)
  })
  return router
}
