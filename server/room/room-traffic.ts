// The whole room's requests, second by second: every server process adds what it counted.
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { createScript } from '../limiter/script.ts'
import type { RoomStore } from './room-store.ts'

/** Three minutes of three processes. */
const keptSeconds = 540

export type RoomTraffic = {
  hit(allowed: boolean): void
  close(): void
}

const lua = readFileSync(new URL('./add-traffic.lua', import.meta.url), 'utf8')

export function createRoomTraffic({
  valkey,
  store,
  onError,
}: {
  valkey: Redis
  store: Pick<RoomStore, 'keys' | 'clock'>
  onError: (error: unknown) => void
}): RoomTraffic {
  const run = createScript(valkey, lua, 'add-traffic.lua')
  let allowed = 0
  let refused = 0
  let timer: NodeJS.Timeout | undefined

  async function tell(at: number): Promise<void> {
    timer = undefined
    const second = JSON.stringify({ at, allowed, refused })
    allowed = 0
    refused = 0
    try {
      const { state, traffic, news } = store.keys
      await run([state, traffic], [news, second, keptSeconds])
    } catch (error) {
      onError(error)
    }
  }

  return {
    hit(pass) {
      if (pass) allowed += 1
      else refused += 1
      if (timer) return
      const now = store.clock.now()
      const second = now - (now % 1000)
      timer = setTimeout(tell, second + 1000 - now, second)
      timer.unref()
    },
    close: () => clearTimeout(timer),
  }
}
