import { readEvents } from './read-events.ts'

/** A browser in a room, without the browser: joins, keeps its cookie, asks as its page would. */
export async function joinRoom(origin: string, body: { code: string; name?: string }) {
  const joined = await post(origin, '/api/room/join', body)
  const cookie = cookieOf(joined)
  const session = (await joined.json()) as { you: { id: string; name: string | null } }
  return { ...asWhom(origin, cookie), id: session.you.id, cookie }
}

/** The instructor's browser. */
export async function teachRoom(origin: string, token: string) {
  return asWhom(origin, cookieOf(await post(origin, '/api/room/teach', { token })))
}

/** Asks with this cookie, of whichever server process. */
export function asWhom(origin: string, cookie: string) {
  return {
    cookie,
    get: (path: string, at = origin) => fetch(at + path, { headers: { cookie } }),
    post: (path: string, body: unknown, at = origin) => post(at, path, body, cookie),
    stream: (at = origin, path = '/api/events?inspect=1') => readEvents(at + path, { cookie }),
  }
}

export function post(origin: string, path: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  })
}

/** What of Set-Cookie goes back in Cookie. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}
