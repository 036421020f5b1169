// The program behind `npm run workshop -- --rehearse 30`: learners that are none, over real HTTP and event streams like
// everybody else's, in a process of their own. REHEARSE_ORIGIN, REHEARSE_CODE and REHEARSE_COUNT say where and how many.
import { setMaxListeners } from 'node:events'
import { readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { simulateLearner } from './simulated-learner.ts'

const { REHEARSE_ORIGIN: origin = '', REHEARSE_CODE: code = '', REHEARSE_COUNT = '' } = process.env
const count = Number(REHEARSE_COUNT)
const lessons = readdirSync(new URL('../../lessons/', import.meta.url))
  .filter((name) => /^\d\d-/.test(name))
  .sort()
const halt = new AbortController()
// Every learner listens for the end: more than ten of them are no leak.
setMaxListeners(0, halt.signal)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => halt.abort())
// Whoever started it is gone, in whatever way.
process.stdin.on('end', () => halt.abort()).resume()

/** A class does not come in at once. */
const comesInMs = 10_000
const learners = Array.from({ length: count }, async (_, i) => {
  try {
    await wait((comesInMs * i) / count, undefined, { signal: halt.signal })
    await simulateLearner({ origin, code, number: i + 1, lessons, signal: halt.signal })
  } catch (error) {
    if (!halt.signal.aborted) {
      process.stderr.write(
        `Rehearsal, learner ${i + 1}: ${error instanceof Error ? error.message : error}\n`,
      )
    }
  }
})
await Promise.all(learners)
process.exit(0)
