import { setTimeout as wait } from 'node:timers/promises'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'

const scriptMs = 30
const tries = 5

/**
 * Keeps the server at one command for about so many milliseconds. By processor time, because TIME stands still inside a
 * script: https://valkey.io/topics/eval-intro/
 */
export const busyScript = `
local ends = os.clock() + ARGV[1] / 1000
repeat until os.clock() >= ends`

/**
 * Runs a script of about 30 ms on one connection, and sends a PING on another connection right after it. Returns how long
 * both took, for each try. A server that ran commands side by side would answer the PING immediately.
 */
export async function measureWaits(
  server: DisposableValkey,
  signal: AbortSignal,
): Promise<{ scriptMs: number[]; pingMs: number[] }> {
  const one = await server.connect({ settings: 'patient' })
  const other = await server.connect({ settings: 'patient' })
  const took: { scriptMs: number[]; pingMs: number[] } = { scriptMs: [], pingMs: [] }
  try {
    // A script that the machine holds up longer than this is answered for with BUSY: then nothing would be measured.
    await other.config('SET', 'busy-reply-threshold', 5000)
    for (let i = 0; i < tries; i += 1) {
      const began = performance.now()
      const script = one.eval(busyScript, 0, scriptMs).then(() => performance.now() - began)
      // When the run is stopped first, no one awaits the script any more.
      script.catch(() => {})
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
