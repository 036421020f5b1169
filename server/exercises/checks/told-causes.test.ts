// What a learner is told when the cause is not in the check that fails: in the script as such, or in a file.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCheckers } from '../../testing/open-checker.ts'
import type { Checker, Outcome } from './checker.ts'

const slow = { timeout: 90_000 }
const counter = '04-atomic-counter'
const middleware = '05-express-middleware'
let checkers: Awaited<ReturnType<typeof openCheckers>>
let checker: Checker

beforeAll(async () => {
  checkers = await openCheckers()
  checker = checkers.openChecker().checker
})
afterAll(() => checkers.close())

/** Lesson 4 with this script. */
async function checkLua(code: string): Promise<Outcome> {
  const copy = checkers.copyOf('solution', counter)
  copy.write('fixed-window.lua', code)
  return await checker.check(await copy.subject())
}

/** On a busy machine a check can be inconclusive, and then names no cause. */
const failedOf = ({ checks }: Outcome) =>
  checks.filter(({ state }) => state !== 'passed' && state !== 'inconclusive')

test('Lua that Valkey cannot compile is told at its line', slow, async () => {
  const outcome = await checkLua(
    "local count = redis.call('INCR', KEYS[1])\nif count = 1 then\nend\nreturn { count, 1 }\n",
  )
  expect(outcome).toMatchObject({
    state: 'wrong',
    problems: [{ file: 'fixed-window.lua', line: 2, message: expect.stringContaining("'then'") }],
  })
  expect(new Set(outcome.checks.map(({ state }) => state))).toEqual(new Set(['not run']))
})

test('Lua that fails as it runs is told at its line', slow, async () => {
  const { checks } = await checkLua(
    "local count = redis.call('INCR', KEYS[1])\n\nreturn { count, missing + 1 }\n",
  )
  expect(checks[0]).toMatchObject({
    state: 'wrong',
    at: { file: 'fixed-window.lua', line: 3 },
    message: expect.stringContaining('line 3, reads the nonexistent global variable missing'),
  })
})

test.each([
  [
    'fills keys',
    "for i = 1, 10000 do redis.call('SET', KEYS[1] .. i, string.rep('x', 100000)) end",
  ],
  ['builds a huge string', "local s = 'x'\nfor i = 1, 40 do s = s .. s end"],
])(
  'a script that %s is told so, and it is not called the machine’s doing',
  slow,
  async (_, code) => {
    const outcome = await checkLua(`${code}\nreturn { 1, 1 }\n`)
    expect(['stuck', 'wrong']).toContain(outcome.state)
    expect(failedOf(outcome).length).toBeGreaterThan(0)
    for (const { message } of failedOf(outcome)) expect(message).toMatch(/memory|kept Valkey busy/)
  },
)

test('Lua with a byte order mark is told so', slow, async () => {
  const outcome = await checkLua('\uFEFFreturn { 1, 1 }\n')
  expect(outcome).toMatchObject({ state: 'wrong', problems: [{ line: 1 }] })
  expect(outcome.message).toContain('byte order mark (BOM)')
})

test('a script without return is told so, and no hint of a check is given', slow, async () => {
  const outcome = await checkLua("-- no return here\nredis.call('INCR', KEYS[1])\n")
  expect(outcome.state).toBe('wrong')
  const message = expect.stringContaining('no return')
  expect(outcome.problems).toMatchObject([{ line: 2, message }])
  for (const { state, message, broke } of failedOf(outcome)) {
    expect([state, broke]).toEqual(['wrong', true])
    expect(message).not.toContain('iterable')
  }
})

test('a missing local is told, also where a middleware hides it behind a 503', slow, async () => {
  const copy = checkers.copyOf('solution', middleware)
  copy.write('fixed-window.lua', { replace: 'local count', with: 'count' })
  const outcome = await checker.check(await copy.subject())
  expect(outcome.state).toBe('wrong')
  const message = expect.stringContaining('count is set without local')
  expect(outcome.problems).toMatchObject([{ file: 'fixed-window.lua', message }])
  for (const { broke } of failedOf(outcome)) expect(broke).toBe(true)
})

test('a missing export is told by the name of the file', slow, async () => {
  const copy = checkers.copyOf('solution', middleware)
  copy.write('rate-limit.ts', {
    replace: 'export function rateLimit',
    with: 'function rateLimit',
  })
  const { message } = await checker.check(await copy.subject())
  expect(message).toContain('rate-limit.ts has no export named rateLimit')
  expect(message).not.toContain('solution')
})
