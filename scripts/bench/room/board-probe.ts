// How long it takes until the instructor's board shows what a learner did.

import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { BoardLearner } from '../../../server/room/contract.ts'
import { join, type RoomAddress } from './learner.ts'

const everyMs = 200
const patienceMs = 5000

/**
 * A learner raises their hand and takes it down again until `signal` aborts. Gives the milliseconds from each click to
 * the board's event that shows it; one that is not shown within five seconds counts as those.
 */
export async function probeBoard({
  room,
  token,
  signal,
}: {
  room: RoomAddress
  token: string
  signal: AbortSignal
}): Promise<number[]> {
  const instructor = await post(room, '/api/room/teach', { token })
  const learner = await join(room)
  const { id } = await sessionOf(room, learner)
  const took: number[] = []
  const seen = await followBoard(room, instructor, id)
  let raised = false
  try {
    while (!signal.aborted) {
      raised = !raised
      const sentAt = performance.now()
      const shown = seen.until(raised, patienceMs)
      await post(room, '/api/room/help', { raised }, learner)
      took.push(((await shown) ?? sentAt + patienceMs) - sentAt)
      await wait(everyMs)
    }
  } finally {
    seen.close()
  }
  return took
}

async function followBoard(room: RoomAddress, cookie: string, id: string) {
  const request = get(`${room.url}/api/board/events`, { headers: { Cookie: cookie }, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`The board answered ${response.statusCode}.`)
  request.on('error', () => {})
  response.on('error', () => {})
  let pending = ''
  let waiting: { raised: boolean; resolve(at: number): void } | undefined
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    pending += text
    const frames = pending.split('\n\n')
    pending = frames.pop() ?? ''
    for (const frame of frames) {
      const data = /^event: learners\ndata: (.*)/.exec(frame)?.[1]
      if (data === undefined) continue
      const one = (JSON.parse(data) as BoardLearner[]).find((learner) => learner.id === id)
      if (one && (one.help !== null) === waiting?.raised) waiting.resolve(performance.now())
    }
  })
  return {
    until: (raised: boolean, ms: number): Promise<number | undefined> =>
      Promise.race([
        new Promise<number>((resolve) => {
          waiting = { raised, resolve }
        }),
        wait(ms, undefined, { ref: false }),
      ]),
    close: () => request.destroy(),
  }
}

/** Gives the cookie that the answer sets, if any. */
async function post(room: RoomAddress, path: string, body: object, cookie = ''): Promise<string> {
  const response = await fetch(room.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: room.url, Cookie: cookie },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function sessionOf(room: RoomAddress, cookie: string): Promise<{ id: string }> {
  const response = await fetch(`${room.url}/api/session`, { headers: { Cookie: cookie } })
  const { you } = (await response.json()) as { you: { id: string } | null }
  if (!you) throw new Error('The room does not know the learner who has just joined.')
  return you
}
