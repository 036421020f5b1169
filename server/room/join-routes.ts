// Coming in and going out: what makes the cookies, and what the page asks first.
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
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
import { cleanName } from './clean-text.ts'
import { entryBodies, type Session } from './contract.ts'
import type { Identities } from './identities.ts'
import type { RoomEntrance } from './room-entrance.ts'
import type { RoomStore } from './room-store.ts'

type JoinOptions = {
  store: RoomStore
  identities: Identities
  entrance: Pick<RoomEntrance, 'memberOf' | 'isInstructor' | 'teachToken'>
  code: string
  token: string
  /** Counts a wrong code or token, and refuses who has tried too many. The right ones never meet it. */
  countWrong: RequestHandler
  explain: (error: unknown) => string | undefined
}

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
}: JoinOptions): { session: RequestHandler; router: Router } {
  const router = Router()
  const { name, max } = store.room
  const read = createBodyReader({ limit: '4kb', after: 'Nothing was changed.' })

  async function sessionOf(member = '', instructor = false): Promise<Session> {
    const learner = member === '' ? undefined : await store.learner(member)
    return {
      mode: 'room',
      room: { name, max },
      role: instructor ? 'instructor' : learner ? 'learner' : 'visitor',
      you: learner ? { id: learner.id, name: learner.name } : null,
    }
  }

  router.post('/join', async (req, res, next) => {
    const given = await read(entryBodies.join, req)
    if (!sameCode(given.code, code)) {
      return countWrong(req, res, () => next(wrongCode()))
    }
    const known = memberOf(req)
    const keyspaceId = known?.keyspaceId ?? newKeyspaceId()
    const secret = newToken()
    await store.join(keyspaceId, cleanName(given.name ?? null))
    if (!known) {
      await identities.add(secret, keyspaceId)
      res.cookie(keyspaceCookie, secret, cookieOptions(req))
    }
    res.json(await sessionOf(keyspaceId, isInstructor(req)))
  })
  router.post('/teach', async (req, res, next) => {
    const given = await read(entryBodies.teach, req)
    if (!sameSecret(given.token, token)) {
      return countWrong(req, res, () => next(wrongToken()))
    }
    res.cookie(teachCookie, teachToken, cookieOptions(req))
    res.json(await sessionOf(memberOf(req)?.keyspaceId, true))
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
    res.json(await sessionOf(undefined, isInstructor(req)))
  })
  router.post('/home', async (req, res) => {
    const member = memberOf(req)
    const [secret] = readCookies(req, keyspaceCookie)
    if (!member || secret === undefined) throw joinFirst()
    const reporting = homeToken(secret)
    await identities.add(reporting, member.keyspaceId)
    res.json({ token: reporting })
  })

  return {
    router,
    async session(req: Request, res: Response) {
      try {
        res.json(await sessionOf(memberOf(req)?.keyspaceId, isInstructor(req)))
      } catch (error) {
        res.set('Retry-After', '1')
        const detail = explain(error)
        if (detail === undefined) throw error
        throw new Refusal('Valkey does not answer', detail, 503)
      }
    },
  }
}

/** Told to a workbook at home in place of the cookie's: the same one each time. */
function homeToken(secret: string): string {
  return derive(secret, 'workbook at home')
}

function wrongCode(): Refusal {
  const detail =
    'This is not the access code of the room. The instructor has it, beside the QR code.'
  return new Refusal('Not the code', detail, 403)
}

function wrongToken(): Refusal {
  const detail =
    'This is not the instructor’s token of this room. The terminal that runs the room has printed the link.'
  return new Refusal('Not the token', detail, 403)
}

function joinFirst(): Refusal {
  const detail = 'Join the room in this browser first: open /join/ and enter the code.'
  return new Refusal('Not in the room', detail, 401)
}
