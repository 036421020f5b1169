import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, inject, test } from 'vitest'
import { newAccessCode, newToken } from '../../server/room/access.ts'
import type { BoardLearner } from '../../server/room/contract.ts'
import { eventually } from '../../server/testing/eventually.ts'
import { teachRoom } from '../../server/testing/join-room.ts'
import { startRoomServer } from '../../server/workshop/room-server.ts'

const opened: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

test('simulated learners come in, named as such, read, send requests, and go when the room ends', {
  timeout: 60_000,
}, async () => {
  const { host, port, password } = inject('valkey')
  const [code, token] = [newAccessCode(), newToken()]
  const server = await startRoomServer({
    env: {
      ...{ HOST: '127.0.0.1', PORT: '0', ROOM_CODE: code, ROOM_TOKEN: token },
      ...{ VALKEY_HOST: host, VALKEY_PORT: String(port), VALKEY_PASSWORD: password ?? '' },
      ...{ VALKEY_TLS: 'false', VALKEY_SERVER: process.env.VALKEY_SERVER },
    },
    root: process.cwd(),
    log: () => {},
  })
  opened.push(server)
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/rehearsal/rehearse.ts'], {
    env: {
      ...process.env,
      REHEARSE_ORIGIN: server.origin,
      REHEARSE_CODE: code,
      REHEARSE_COUNT: '3',
    },
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  opened.push({ close: () => void child.kill('SIGKILL') })
  const instructor = await teachRoom(server.origin, token)
  const board = async () =>
    (await (await instructor.get('/api/board')).json()) as {
      learners: BoardLearner[]
      traffic: { allowed: number }[]
    }
  await eventually(
    async () => {
      const { learners, traffic } = await board()
      return (
        learners.length === 3 &&
        learners.every(({ name, here, place }) => {
          return name?.endsWith('(rehearsal)') && here && place === '/lessons/01-what-and-why/'
        }) &&
        learners.some(({ marks }) => marks > 0) &&
        traffic.some(({ allowed }) => allowed > 0)
      )
    },
    { withinMs: 40_000, everyMs: 200 },
  )
  const exit = once(child, 'exit')
  expect((await instructor.post('/api/board/end', { confirm: true })).status).toBe(204)
  expect(await exit).toEqual([0, null])
})
