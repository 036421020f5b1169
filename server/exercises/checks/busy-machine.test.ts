// A machine that has no time for a check is never the learner's fault. Here it gives the process a small part of the time.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openCheckers } from '../../testing/open-checker.ts'
import {
  canSlowProcesses,
  findProcesses,
  slowProcess,
  untilIdle,
} from '../../testing/slow-process.ts'
import type { Outcome } from './checker.ts'

const slow = { timeout: 120_000 }
let checkers: Awaited<ReturnType<typeof openCheckers>>

beforeAll(async () => {
  checkers = await openCheckers()
})
afterAll(() => checkers.close())

async function checkSlowly(
  which: 'solution' | 'exercise',
  lesson: string,
  slowness?: Parameters<typeof slowProcess>[1],
): Promise<Outcome> {
  const { checker } = checkers.openChecker()
  const copy = checkers.copyOf(which, lesson)
  // The run before warms up the Valkey and the process of the next one.
  await checker.check(await copy.subject())
  const pid = await eventually(() => findProcesses(['check-program', copy.folder])[0])
  await untilIdle(pid)
  const running = checker.check(await copy.subject())
  const leave = slowProcess(pid, slowness)
  const outcome = await running
  await leave()
  await checker.close()
  return outcome
}

test.skipIf(!canSlowProcesses).each(['04-atomic-counter', '05-express-middleware'])(
  'a correct solution is never wrong: %s',
  slow,
  async (lesson) => {
    // Longer than the second that a counter's remaining time may be off, and often.
    const slowness = { stoppedMs: 1300, runMs: 15 }
    const { state, checks } = await checkSlowly('solution', lesson, slowness)
    expect(['passed', 'inconclusive']).toContain(state)
    for (const one of checks) expect(['passed', 'inconclusive']).toContain(one.state)
  },
)

test.skipIf(!canSlowProcesses)(
  'a failure is inconclusive, and none of our own numbers is told',
  slow,
  async () => {
    const { state, checks } = await checkSlowly('exercise', '04-atomic-counter')
    expect(state).toBe('inconclusive')
    const failed = checks.filter((one) => one.state !== 'passed')
    expect(failed.length).toBeGreaterThan(0)
    for (const one of failed) {
      expect(one).toEqual({ name: one.name, state: 'inconclusive', message: expect.any(String) })
      expect(one.message).toMatch(/^This machine is too busy to tell/)
    }
  },
)
