// A run owns its process, its Valkey and its deadline, whatever else is asked for meanwhile.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openCheckers } from '../../testing/open-checker.ts'
import { isAlive } from '../../valkey/alive.ts'
import { breakableValkey } from './check-valkey.ts'

const counter = '04-atomic-counter'
let checkers: Awaited<ReturnType<typeof openCheckers>>

beforeAll(async () => {
  checkers = await openCheckers()
})
afterAll(() => checkers.close())

test('whoever goes on while a run waits gets the verdicts of the right exercises', {
  timeout: 90_000,
}, async () => {
  const { checker } = checkers.openChecker()
  const untouched = checkers.copyOf('exercise', counter)
  const solved = checkers.copyOf('solution', '05-express-middleware')
  const another = checkers.copyOf('solution', '06-protected-endpoint')
  const [first, second] = [await untouched.subject(), await solved.subject()]
  const running = checker.check(first)
  // Keys c, n, n, p of the terminal: each exercise that is entered is warmed.
  for (const { lesson, folder } of [solved, another, untouched]) {
    await wait(300)
    checker.warm({ lesson, folder })
  }
  const next = checker.check(second)
  const outcome = await running
  expect(outcome).toMatchObject({ of: { run: first.run, lesson: counter }, state: 'wrong' })
  expect(outcome.checks.map(({ name }) => name)).toEqual(first.names)
  expect(await next).toMatchObject({ of: { run: second.run }, state: 'passed' })
  await checker.close()
})

test('a Valkey that is frozen for 25 s stops no later check', { timeout: 120_000 }, async () => {
  const { checker, opened } = checkers.openChecker()
  const copy = checkers.copyOf('solution', counter)
  expect(await checker.check(await copy.subject())).toMatchObject({ state: 'passed' })
  const pid = opened[0]?.pid() ?? 0
  // 0 would be everybody in our process group.
  expect(pid).toBeGreaterThan(1)
  process.kill(pid, 'SIGSTOP')
  const thaw = setTimeout(() => isAlive(pid) && process.kill(pid, 'SIGCONT'), 25_000)
  await checker.check(await copy.subject())
  expect(await checker.check(await copy.subject())).toMatchObject({ state: 'passed' })
  clearTimeout(thaw)
  await checker.close()
})

test('a Valkey that never gets ready is given up, and the next run opens another', {
  timeout: 90_000,
}, async () => {
  let opens = 0
  const { checker } = checkers.openChecker({
    valkeyWithinMs: 2000,
    async openValkey() {
      opens += 1
      if (opens === 1) return await new Promise<never>(() => undefined)
      return breakableValkey(await checkers.openDisposable())
    },
  })
  const copy = checkers.copyOf('solution', counter)
  expect(await checker.check(await copy.subject())).toMatchObject({
    state: 'infrastructure',
    message: expect.stringContaining('The Valkey of the checks is not ready.'),
  })
  await eventually(async () => (await checker.check(await copy.subject())).state === 'passed', {
    withinMs: 60_000,
  })
  await checker.close()
})
