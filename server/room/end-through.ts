// A room that runs in another process, asked over HTTP like by anybody else.
import { StartError } from '../process/start-error.ts'

/** Whether a workbook answers at this address. */
export async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    // Nobody is there, which is an answer.
    return false
  }
}

/** Ends a room as its instructor would. Throws a StartError when it does not let itself be ended. */
export async function endThrough(origin: string, token: string): Promise<void> {
  const post = (path: string, body: object, cookie = '') =>
    fetch(origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const teaching = await post('/api/room/teach', { token })
  const [cookie = ''] = teaching.headers.getSetCookie().map((one) => one.split(';')[0])
  const answer = await post('/api/board/end', { confirm: true }, cookie)
  // 410: somebody else has ended it already.
  if (answer.ok || answer.status === 410) return
  throw new StartError(`The room could not be ended: ${answer.status} ${await answer.text()}`)
}
