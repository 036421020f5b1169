// Coming in and going out: what makes the cookies, and what the page asks first.
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { sendProblem } from '../http/problems.ts'
import {
  cookieOptions,
  derive,
  keyspaceCookie,
  newKeyspaceId,
  newToken,
  readCookies,
  sameCode,
  sameSecret,
  teachCookie,
} from './access.ts'
import { answerRefusals } from './answer-refusals.ts'
import { cleanName } from './clean-text.ts'
import type { Session } from './contract.ts'
import type { Identities } from './identities.ts'
import { readBody } from './read-body.ts'
import type { RoomEntrance } from './room-entrance.ts'
import type { RoomStore } from './room-store.ts'

type Options = {
  store: RoomStore
  identities: Identities
  entrance: Pick<RoomEntrance, 'memberOf' | 'isInstructor' | 'teachToken'>
  code: string
  token: string
  /** Counts a wrong code or token, and refuses who has tried too many. The right ones never meet it. */
  countWrong: RequestHandler
  explain: (error: unknown) => string | undefined
}

const join = z.strictObject({
  code: z.string().max(100),
  name: z.string().max(200).nullable().optional(),
})
const teach = z.strictObject({ token: z.string().max(200) })

/**
 * POST /join {code, name?} gives a keyspace, POST /teach {token} makes an instructor, POST /leave gives the keyspace up, POST /home
 * gives the token with which the learner's workbook at home reports; each answers with the Session.
 */
export function createJoinRoutes({
  store,
  identities,
  entrance: { memberOf, isInstructor, teachToken },
  code,
  token,
  countWrong,
  explain,
}: Options): { session: RequestHandler; router: Router } {
  const router = Router()
  const { name, max } = store.room
  const body = express.json({ limit: '4kb' })

  async function sessionOf(member = '', instructor = false): Promise<Session> {
    const learner = member === '' ? undefined : await store.learner(member)
    return {
      mode: 'room',
      room: { name, max },
      role: instructor ? 'instructor' : learner ? 'learner' : 'visitor',
      you: learner ? { id: learner.id, name: learner.name } : null,
    }
  }

  function answer(res: Response, session: Session): void {
    res.set('Cache-Control', 'no-store').json(session)
  }

  router.post('/join', body, async (req, res, next) => {
    const given = readBody(join, req.body)
    if (!sameCode(given.code, code)) {
      return countWrong(req, res, () => sendProblem(res, wrongCode))
    }
    const known = memberOf(req)
    const keyspaceId = known?.keyspaceId ?? newKeyspaceId()
    const secret = newToken()
    try {
      await store.join(keyspaceId, cleanName(given.name ?? null))
    } catch (error) {
      return next(error)
    }
    if (!known) {
      await identities.add(secret, keyspaceId)
      res.cookie(keyspaceCookie, secret, cookieOptions(req))
    }
    answer(res, await sessionOf(keyspaceId, isInstructor(req)))
  })
  router.post('/teach', body, async (req, res) => {
    const given = readBody(teach, req.body)
    if (!sameSecret(given.token, token)) {
      return countWrong(req, res, () => sendProblem(res, wrongToken))
    }
    res.cookie(teachCookie, teachToken, cookieOptions(req))
    answer(res, await sessionOf(memberOf(req)?.keyspaceId, true))
  })
  router.post('/leave', async (req, res) => {
    const member = memberOf(req)
    for (const secret of readCookies(req, keyspaceCookie)) {
      await identities.remove(secret)
      await identities.remove(homeToken(secret))
    }
    if (member) await store.leave(member.keyspaceId)
    const { maxAge: _kept, ...options } = cookieOptions(req)
    res.clearCookie(keyspaceCookie, options)
    answer(res, await sessionOf(undefined, isInstructor(req)))
  })
  router.post('/home', async (req, res) => {
    const member = memberOf(req)
    const [secret] = readCookies(req, keyspaceCookie)
    if (!member || secret === undefined) return sendProblem(res, joinFirst)
    const reporting = homeToken(secret)
    await identities.add(reporting, member.keyspaceId)
    res.set('Cache-Control', 'no-store').json({ token: reporting })
  })
  router.use(answerRefusals({ explain }))

  return {
    router,
    async session(req: Request, res: Response) {
      try {
        answer(res, await sessionOf(memberOf(req)?.keyspaceId, isInstructor(req)))
      } catch (error) {
        res.set('Retry-After', '1')
        const detail = explain(error)
        if (detail === undefined) throw error
        sendProblem(res, { status: 503, title: 'Valkey does not answer', detail })
      }
    },
  }
}

/** Told to a workbook at home in place of the cookie's: the same one each time. */
function homeToken(secret: string): string {
  return derive(secret, 'workbook at home')
}

const wrongCode = {
  status: 403,
  title: 'Not the code',
  detail: 'This is not the access code of the room. The instructor has it, beside the QR code.',
}

const wrongToken = {
  status: 403,
  title: 'Not the token',
  detail:
    'This is not the instructor’s token of this room. The terminal that runs the room has printed the link.',
}

const joinFirst = {
  status: 401,
  title: 'Not in the room',
  detail: 'Join the room in this browser first: open /join/ and enter the code.',
}
