import { setTimeout as wait } from 'node:timers/promises'
import type { DisposableValkey } from '../../sandbox/contract.ts'

const scriptMs = 30
const tries = 5

/** Keeps the server at one command for so many milliseconds, by its own clock. */
const busy = `
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end
local ends = now() + ARGV[1] * 1000
repeat until now() >= ends`

/**
 * A script that takes 30 ms runs on one connection, and right behind it another connection asks for a PING: how long
 * both took, each try. A server that ran commands side by side would answer the PING at once.
 */
export async function measureWaits(
  server: DisposableValkey,
  signal: AbortSignal,
): Promise<{ scriptMs: number[]; pingMs: number[] }> {
  const one = await server.connect({ settings: 'patient' })
  const other = await server.connect({ settings: 'patient' })
  const took: { scriptMs: number[]; pingMs: number[] } = { scriptMs: [], pingMs: [] }
  try {
    await other.ping()
    for (let i = 0; i < tries; i += 1) {
      const began = performance.now()
      const script = one.eval(busy, 0, scriptMs).then(() => performance.now() - began)
      // The script is under way when the PING is sent.
      await wait(2, null, { signal })
      const asked = performance.now()
      await other.ping()
      took.pingMs.push(performance.now() - asked)
      took.scriptMs.push(await script)
    }
    return took
  } finally {
    one.disconnect()
    other.disconnect()
  }
}
