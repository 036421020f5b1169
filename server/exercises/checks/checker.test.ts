// What learners' files can do to a check, and what they are told then. Each has a workspace outside of the checkout.
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openSandboxes } from '../../testing/open-sandboxes.ts'
import { isAlive } from '../../valkey/alive.ts'
import { readFolder } from '../exercise-files.ts'
import { findExercise, lessonsWithExercises } from '../lessons-with-exercises.ts'
import { type Breakable, breakableValkey, type CheckValkey } from './check-valkey.ts'
import { type Checker, createChecker, type Outcome, type Subject } from './checker.ts'

const root = process.cwd()
const lessons = lessonsWithExercises(root)
const slow = { timeout: 90_000 }
let sandboxes: Awaited<ReturnType<typeof openSandboxes>>
let checker: Checker
let valkey: CheckValkey
let breakable: Breakable
let folder: string

beforeAll(async () => {
  sandboxes = await openSandboxes()
  checker = createChecker({
    root,
    blockedMs: 2000,
    async openValkey() {
      const signal = new AbortController().signal
      breakable = await sandboxes.sandbox.open({ signal, maxMemoryMb: 64 })
      valkey = breakableValkey(breakable)
      return valkey
    },
  })
  folder = mkdtempSync(join(tmpdir(), 'checker-'))
})
afterAll(async () => {
  await checker.close()
  await sandboxes.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  rmSync(folder, { recursive: true })
  cpSync('lessons/05-express-middleware/solution', folder, { recursive: true })
})

async function subject(number = '5'): Promise<Subject> {
  const lesson = findExercise(number, lessons)
  if (!lesson) throw new Error(`There is no exercise ${number}`)
  const { files } = await readFolder(folder, 'workspace')
  return { run: randomUUID(), lesson: lesson.lesson, folder, files, names: lesson.checks }
}

const check = async (number?: string): Promise<Outcome> => checker.check(await subject(number))

/** The solution of lesson 5 with `code` as the first thing its middleware does. */
function middlewareDoes(code: string): void {
  const path = join(folder, 'rate-limit.ts')
  const text = readFileSync(path, 'utf8')
  const opening = 'return async function rateLimitMiddleware(req, res, next) {'
  expect(text).toContain(opening)
  writeFileSync(path, text.replace(opening, `${opening}\n${code}`))
}

function luaIs(code: string): void {
  cpSync('lessons/04-atomic-counter/solution', folder, { recursive: true })
  rmSync(join(folder, 'rate-limit.ts'), { force: true })
  writeFileSync(join(folder, 'fixed-window.lua'), code)
}

const statesOf = ({ checks }: Outcome) => [...new Set(checks.map(({ state }) => state))].sort()
const lineOf = (code: string) =>
  1 +
  readFileSync(join(folder, 'rate-limit.ts'), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(code))

test('the solution passes, and nothing is to be said', slow, async () => {
  const outcome = await check()
  expect(outcome).toMatchObject({ state: 'passed', problems: [] })
  expect(statesOf(outcome)).toEqual(['passed'])
  expect(outcome.message).toBeUndefined()
})

test('a syntax error is named at its line, and nothing counts as run', slow, async () => {
  middlewareDoes('const = 5')
  const outcome = await check()
  expect(outcome.state).toBe('wrong')
  expect(statesOf(outcome)).toEqual(['not run'])
  expect(outcome.problems[0]).toMatchObject({ file: 'rate-limit.ts', line: lineOf('const = 5') })
  expect(outcome.message).toMatch(/^Your files cannot be loaded: .*rate-limit\.ts, line \d+/)
  expect(outcome.message).not.toContain(folder)
})

test('a type error is a problem at its line, and the checks run all the same', slow, async () => {
  middlewareDoes("const limits: number = 'five'")
  const outcome = await check()
  expect(outcome.state).toBe('passed')
  expect(outcome.problems).toEqual([
    {
      file: 'rate-limit.ts',
      line: lineOf("'five'"),
      column: 7,
      message: "TS2322: Type 'string' is not assignable to type 'number'.",
    },
  ])
})

test(
  'where a call has several forms, the complaint is not that of a form that nobody meant',
  slow,
  async () => {
    middlewareDoes('if (!req) setTimeout({ dely: 1 })')
    const outcome = await check()
    expect(outcome.state).toBe('passed')
    expect(outcome.problems).toMatchObject([
      {
        line: lineOf('dely'),
        message: expect.stringMatching(/^TS2769: .* misspelt option[^\n]*$/),
      },
    ])
  },
)

test('an endless loop is ended, and its line is told', slow, async () => {
  middlewareDoes('for (let turns = 0; ; turns += 1) {\n  if (turns < 0) break\n}')
  const outcome = await check()
  expect(outcome.state).toBe('stuck')
  expect(outcome.message).toMatch(/rate-limit\.ts, line \d+, does not come back: .* for \d s/)
  expect(statesOf(outcome)).toContain('stuck')
  const stuck = outcome.checks.find(({ state }) => state === 'stuck')
  expect(stuck?.at).toMatchObject({ file: 'rate-limit.ts' })
  expect(Math.abs((stuck?.at?.line ?? 0) - lineOf('turns += 1'))).toBeLessThanOrEqual(1)
})

test('an endless loop while the file is loaded is ended too', slow, async () => {
  writeFileSync(join(folder, 'rate-limit.ts'), 'for (;;) {}\nexport const rateLimit = 1\n')
  const outcome = await check()
  expect(outcome.state).toBe('stuck')
  expect(outcome.message).toContain('rate-limit.ts, line 1,')
})

test('a middleware that never answers is stuck, and only that', slow, async () => {
  middlewareDoes('await new Promise(() => {})')
  const outcome = await check()
  expect(outcome.state).toBe('stuck')
  expect(outcome.checks[0]?.message).toMatch(/^No end after \d+ s/)
})

test('process.exit() ends nothing of ours and is told with its line', slow, async () => {
  middlewareDoes('process.exit(0)')
  const outcome = await check()
  expect(outcome.state).toBe('wrong')
  expect(outcome.message).toContain(
    `rate-limit.ts, line ${lineOf('process.exit')}, calls process.exit(0)`,
  )
  expect(statesOf(outcome)).not.toContain('passed')
})

test('a process that kills itself is told', slow, async () => {
  middlewareDoes("process.kill(process.pid, 'SIGKILL')")
  const outcome = await check()
  expect(outcome.state).toBe('wrong')
  expect(outcome.message).toContain('was ended by SIGKILL')
})

test('an unhandled rejection is told with its line, although the checks pass', slow, async () => {
  middlewareDoes("void Promise.reject(new Error('nobody waits for me'))")
  const outcome = await check()
  expect(outcome.state).toBe('wrong')
  expect(outcome.message).toContain(
    `An error that nobody caught (rate-limit.ts, line ${lineOf('nobody waits')})`,
  )
  // Every request had one: it is said once.
  expect(outcome.message).toMatch(/^[^\n]* It came \d+ times\.$/)
  expect(outcome.problems[0]).toMatchObject({ line: lineOf('nobody waits') })
})

test.each([
  [
    'JavaScript values',
    'const kept = []; for (;;) kept.push(new Array(100_000).fill(kept.length))',
  ],
  ['one buffer', "Buffer.alloc(1024 ** 3, 'x'); await new Promise((r) => setTimeout(r, 3000))"],
])('1 GB of %s is refused and told', slow, async (_, code) => {
  middlewareDoes(code)
  const outcome = await check()
  expect(outcome.state).toBe('stuck')
  expect(outcome.message).toMatch(/memory/)
})

test('a file that is deleted before it is loaded is named', slow, async () => {
  const described = await subject()
  rmSync(join(folder, 'fixed-window.lua'))
  const outcome = await checker.check(described)
  expect(outcome.state).toBe('wrong')
  expect(outcome.message).toContain('fixed-window.lua is not there')
})

test('what the code throws is told with its line, where only a 500 is seen', slow, async () => {
  middlewareDoes("throw new TypeError('oh')")
  const outcome = await check()
  expect(outcome.state).toBe('wrong')
  const place = { file: 'rate-limit.ts', line: lineOf('TypeError') }
  expect(outcome.problems[0]).toMatchObject({ ...place, message: 'TypeError: oh' })
  expect(outcome.checks[0]).toMatchObject({
    at: place,
    broke: true,
    message: 'six requests in one window, limit 5. Meanwhile your code threw TypeError: oh',
  })
  expect(outcome.output).toContain(`TypeError: oh\n    at rateLimitMiddleware (rate-limit.ts:`)
})

test(
  'an error that a passing check provokes is not told as what the code wrote',
  slow,
  async () => {
    // Clients without an address get an error on purpose, and Express writes it.
    middlewareDoes("console.log('asked by', typeof req.ip)")
    expect((await check()).output).toMatch(/^(asked by (string|undefined)\n)+$/)
    cpSync('lessons/05-express-middleware/exercise', folder, { recursive: true })
    const untouched = await check()
    expect(untouched.state).toBe('wrong')
    expect(untouched.output ?? '').not.toContain('No client address')
    expect(untouched.problems).toEqual([])
  },
)

test(
  'of a run that fails, what was written for the failing check is told, and no more',
  slow,
  async () => {
    cpSync('lessons/05-express-middleware/exercise', folder, { recursive: true })
    middlewareDoes('console.log("limit", limit, "per", windowSeconds, "s")')
    const { output, checks } = await check()
    expect(checks.filter(({ state }) => state === 'wrong')).toHaveLength(1)
    expect(output).toMatch(/^(limit 2 per 30 s\n)+$/)
  },
)

test('a script without an end is ended, and the next check runs', slow, async () => {
  luaIs("redis.call('INCR', KEYS[1])\nwhile true do end\n")
  const outcome = await check('4')
  expect(outcome.state).toBe('stuck')
  expect(outcome.message).toMatch(/^A script kept Valkey busy for \d+ s/)
  luaIs(readFileSync('lessons/04-atomic-counter/solution/fixed-window.lua', 'utf8'))
  expect((await check('4')).state).toBe('passed')
})

test('Valkey killed in mid-check is not the fault of the code', slow, async () => {
  luaIs(readFileSync('lessons/04-atomic-counter/solution/fixed-window.lua', 'utf8'))
  await check('4')
  await breakable.ask(['FLUSHALL'], { timeoutMs: 1000 })
  const running = check('4')
  // Keys are there, so it is in the middle: one of the checks waits for a window of a second to end.
  await eventually(
    async () =>
      !JSON.stringify(await breakable.ask(['DBSIZE'], { timeoutMs: 1000 })).includes('"0"'),
    { withinMs: 30_000 },
  )
  // 0 would be everybody in our process group.
  expect(valkey.pid()).toBeGreaterThan(1)
  process.kill(valkey.pid(), 'SIGKILL')
  const outcome = await running
  expect(outcome.state).toBe('infrastructure')
  expect(outcome.message).toMatch(/Valkey ended .* started again/)
  expect(statesOf(outcome)).not.toContain('wrong')
  expect((await check('4')).state).toBe('passed')
})

test('no Valkey at all is said as such', slow, async () => {
  const alone = createChecker({
    root,
    openValkey: () => Promise.reject(new Error('There is no valkey-server here.')),
  })
  const outcome = await alone.check(await subject())
  await alone.close()
  expect(outcome).toMatchObject({
    state: 'infrastructure',
    message: 'The checks cannot run here: There is no valkey-server here.',
  })
  expect(statesOf(outcome)).toEqual(['infrastructure'])
})

test('nothing of the workbook’s environment is told to the code', slow, async () => {
  process.env.VALKEY_PASSWORD = 'of-the-workbook'
  middlewareDoes("console.log('password:', process.env.VALKEY_PASSWORD)")
  const own = createChecker({ root, openValkey: async () => valkey })
  const outcome = await own.check(await subject())
  delete process.env.VALKEY_PASSWORD
  expect(outcome.output).toContain('password: undefined')
})

test('a check process does not outlive the one that started it', slow, async () => {
  middlewareDoes("console.log('pid', process.pid); for (;;) {}")
  const running = check()
  await running
  const pid = Number(/pid (\d+)/.exec((await running).output ?? '')?.[1])
  await eventually(() => !isAlive(pid))
})
