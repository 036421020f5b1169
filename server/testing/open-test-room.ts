import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { createRoomStore, type RoomStore } from '../room/room-store.ts'
import { openTestValkey } from './open-test-valkey.ts'

/** A room of a test's own on the real Valkey, as one server process has it; `again` is another process's. */
export async function openTestRoom({ max = 30 } = {}): Promise<{
  store: RoomStore
  again(): RoomStore
  valkey: Redis
  errors: unknown[]
  close(): Promise<void>
}> {
  const connection = await openTestValkey()
  const valkey = connection.client
  const errors: unknown[] = []
  const room = { id: randomUUID(), name: 'Test room', max }
  const stores: RoomStore[] = []
  function open(): RoomStore {
    const store = createRoomStore({
      valkey,
      subscriber: valkey.duplicate(),
      room,
      onError: (error) => errors.push(error),
    })
    stores.push(store)
    return store
  }
  const store = open()
  await store.open()
  return {
    store,
    again: open,
    valkey,
    errors,
    async close() {
      await store.end()
      for (const one of stores) one.close()
      connection.close()
    },
  }
}
