import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, inject } from 'vitest'
import { newAccessCode, newToken } from '../room/access.ts'
import { keyspaceQuota } from '../room/keyspace-quota.ts'
import { type RoomServer, startRoomServer } from '../workshop/room-server.ts'

/** Rooms of one test file on the real Valkey, over real HTTP: call it at the file's top. Each test's are closed after it. */
export function createTestRooms() {
  const opened: { close(): Promise<void> | void }[] = []
  const root = mkdtempSync(join(tmpdir(), 'room-'))
  mkdirSync(join(root, 'dist/page'), { recursive: true })
  writeFileSync(join(root, 'dist/page/404.html'), '<h1>No such page</h1>')
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
  })
  afterAll(() => rmSync(root, { recursive: true }))

  /** Closes it after the test. */
  async function open<One extends { close(): Promise<void> | void }>(
    opening: Promise<One> | One,
  ): Promise<One> {
    const one = await opening
    opened.push(one)
    return one
  }

  /** A room of the test's own, served by one process or more. */
  function newRoom(settings: Record<string, string> = {}) {
    const code = newAccessCode()
    const token = newToken()
    const start = (onEnded = () => {}, quota = keyspaceQuota): Promise<RoomServer> => {
      const { host, port, password } = inject('valkey')
      const env = {
        PORT: '0',
        HOST: '127.0.0.1',
        VALKEY_TLS: 'false',
        VALKEY_HOST: host,
        VALKEY_PORT: String(port),
        VALKEY_PASSWORD: password ?? '',
        VALKEY_SERVER: process.env.VALKEY_SERVER,
        ROOM_CODE: code,
        ROOM_TOKEN: token,
        ROOM_NAME: 'Tuesday',
        ...settings,
      }
      return open(startRoomServer({ env, root, log: () => {}, quota, onEnded }))
    }
    return {
      code,
      token,
      start,
      /** Starts one more server process; gives its origin. */
      serve: async (...given: Parameters<typeof start>) => (await start(...given)).origin,
    }
  }

  return { newRoom, open }
}
