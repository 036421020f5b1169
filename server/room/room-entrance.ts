// Who is who in a room. A cookie says it, or the token of a workbook at home; everything else is a visitor.
import type { Request, RequestHandler } from 'express'
import { Refusal } from '../http/refusal.ts'
import {
  derive,
  keyspaceCookie,
  readBearer,
  readCookies,
  sameSecret,
  teachCookie,
} from './access.ts'
import type { Identities } from './identities.ts'
import type { KeyspaceQuota } from './keyspace-quota.ts'
import { notInRoom } from './room-refusal.ts'
import type { Member } from './room-store.ts'

export type RoomEntrance = {
  identify: RequestHandler
  admit: RequestHandler
  keyspaceOf: (req: Request) => string
  keyspaceIfAny: (req: Request) => string | undefined
  memberOf: (req: Request) => Member | undefined
  isInstructor: (req: Request) => boolean
  /** What the instructor's cookie holds. */
  teachToken: string
  /** The keyspace of whoever instructs: so that the lessons work for them too. */
  teachKeyspace: string
}

type Who = { keyspaceId?: string; instructor: boolean }
const who = Symbol('who asks')
type Noted = { [who]?: Who }

/**
 * `token` is the instructor's, from which their cookie and their keyspace are derived: a server process that is started again
 * knows both. `quota` bounds how many requests a keyspace may send.
 */
export function createRoomEntrance({
  token,
  identities,
  quota,
  explain,
}: {
  token: string
  identities: Pick<Identities, 'find'>
  quota: KeyspaceQuota
  explain: (error: unknown) => string
}): RoomEntrance {
  const teachToken = derive(token, 'cookie of the instructor')
  const teachKeyspace = Buffer.from(derive(token, 'keyspace of the instructor'), 'base64url')
    .toString('hex')
    .slice(0, 16)

  async function findKeyspace(req: Request): Promise<string | undefined> {
    for (const given of [...readCookies(req, keyspaceCookie), ...readBearer(req)].slice(0, 4)) {
      const keyspaceId = await identities.find(given)
      if (keyspaceId !== undefined) return keyspaceId
    }
    return undefined
  }

  function askedBy(req: Request): Who {
    const noted: Noted | undefined = req.res?.locals
    return noted?.[who] ?? { instructor: false }
  }

  function keyspaceIfAny(req: Request): string | undefined {
    const { keyspaceId, instructor } = askedBy(req)
    return keyspaceId ?? (instructor ? teachKeyspace : undefined)
  }

  function keyspaceOf(req: Request): string {
    const keyspace = keyspaceIfAny(req)
    if (keyspace !== undefined) return keyspace
    throw new Error('A request of nobody has come past the entrance')
  }

  return {
    async identify(req, res, next) {
      const noted: Noted = res.locals
      const instructor = readCookies(req, teachCookie).some((one) => sameSecret(one, teachToken))
      try {
        const keyspaceId = await findKeyspace(req)
        noted[who] = { instructor, ...(keyspaceId !== undefined && { keyspaceId }) }
      } catch (error) {
        res.set('Retry-After', '1')
        const detail = `${explain(error)} Who you are is kept there. The page tries again by itself.`
        throw new Refusal('Valkey does not answer', detail, 503)
      }
      next()
    },
    admit(req, res, next) {
      const keyspace = keyspaceIfAny(req)
      if (keyspace === undefined) throw notInRoom()
      if (quota.admit(keyspace)) return next()
      res.set('Retry-After', '1')
      throw tooMuch(quota.perSecond)
    },
    keyspaceOf,
    keyspaceIfAny,
    memberOf(req) {
      const { keyspaceId } = askedBy(req)
      return keyspaceId === undefined ? undefined : { keyspaceId }
    },
    isInstructor: (req) => askedBy(req).instructor,
    teachToken,
    teachKeyspace,
  }
}

function tooMuch(perSecond: number): Refusal {
  const detail = `A keyspace may send ${perSecond} requests a second, and yours sent more, so this one was not even counted. The others notice nothing. Wait a second.`
  return new Refusal('Too many requests from your keyspace', detail, 429)
}
