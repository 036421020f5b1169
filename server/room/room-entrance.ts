// Who is who in a room. A cookie says it, or the token of a workbook at home; everything else is a visitor.
import type { Request, RequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import { derive, labCookie, readBearer, readCookies, sameSecret, teachCookie } from './access.ts'
import type { Identities } from './identities.ts'
import type { LabQuota } from './lab-quota.ts'
import type { Member } from './room-store.ts'

export type RoomEntrance = {
  identify: RequestHandler
  admit: RequestHandler
  labOf: (req: Request) => string
  labIfAny: (req: Request) => string | undefined
  memberOf: (req: Request) => Member | undefined
  isInstructor: (req: Request) => boolean
  /** What the instructor's cookie holds. */
  teachToken: string
  /** The lab of whoever instructs: so that the lessons work for them too. */
  teachLab: string
}

type Who = { labId?: string; instructor: boolean }
const who = Symbol('who asks')
type Noted = { [who]?: Who }

/**
 * `token` is the instructor's, from which their cookie and their lab are derived: a server process that is started again
 * knows both. `admits` says whether this lab may go on; it answers the request when not.
 */
export function createRoomEntrance({
  token,
  identities,
  quota,
  explain,
}: {
  token: string
  identities: Pick<Identities, 'find'>
  quota: LabQuota
  explain: (error: unknown) => string
}): RoomEntrance {
  const teachToken = derive(token, 'cookie of the instructor')
  const teachLab = Buffer.from(derive(token, 'lab of the instructor'), 'base64url')
    .toString('hex')
    .slice(0, 16)

  async function findLab(req: Request): Promise<string | undefined> {
    for (const given of [...readCookies(req, labCookie), ...readBearer(req)].slice(0, 4)) {
      const labId = await identities.find(given)
      if (labId !== undefined) return labId
    }
    return undefined
  }

  function askedBy(req: Request): Who {
    const noted: Noted | undefined = req.res?.locals
    return noted?.[who] ?? { instructor: false }
  }

  function labIfAny(req: Request): string | undefined {
    const { labId, instructor } = askedBy(req)
    return labId ?? (instructor ? teachLab : undefined)
  }

  function labOf(req: Request): string {
    const lab = labIfAny(req)
    if (lab !== undefined) return lab
    throw new Error('A request of nobody has come past the entrance')
  }

  return {
    async identify(req, res, next) {
      const noted: Noted = res.locals
      const instructor = readCookies(req, teachCookie).some((one) => sameSecret(one, teachToken))
      try {
        const labId = await findLab(req)
        noted[who] = { instructor, ...(labId !== undefined && { labId }) }
      } catch (error) {
        res.set('Retry-After', '1')
        return sendProblem(res, {
          status: 503,
          title: 'Valkey does not answer',
          detail: `${explain(error)} Who you are is kept there. The page tries again by itself.`,
        })
      }
      next()
    },
    admit(req, res, next) {
      const lab = labIfAny(req)
      if (lab === undefined) return sendProblem(res, notJoined)
      if (quota.admit(lab)) return next()
      res.set('Retry-After', '1')
      sendProblem(res, tooMuch(quota.perSecond))
    },
    labOf,
    labIfAny,
    memberOf(req) {
      const { labId } = askedBy(req)
      return labId === undefined ? undefined : { labId }
    },
    isInstructor: (req) => askedBy(req).instructor,
    teachToken,
    teachLab,
  }
}

const notJoined = {
  status: 401,
  title: 'Not in the room',
  detail:
    'This browser has not joined the room, or the room is another one. Open /join/ and enter the code.',
}

const tooMuch = (perSecond: number) => ({
  status: 429,
  title: 'Too many requests from your lab',
  detail: `A lab may send ${perSecond} requests a second, and yours sent more, so this one was not even counted. The others notice nothing. Wait a second.`,
})
