// What learners' files can do to a check, and what they are told then. Each has a workspace outside of the checkout.
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openSandboxes } from '../../testing/open-sandboxes.ts'
import { canSlowProcesses, findProcesses, slowProcess } from '../../testing/slow-process.ts'
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

test('Lua that Valkey cannot compile is told at its line', slow, async () => {
  luaIs("local count = redis.call('INCR', KEYS[1])\nif count = 1 then\nend\nreturn { count, 1 }\n")
  const outcome = await check('4')
  expect(outcome).toMatchObject({
    state: 'wrong',
    problems: [{ file: 'fixed-window.lua', line: 2, message: expect.stringContaining("'then'") }],
  })
  expect(statesOf(outcome)).toEqual(['not run'])
})

test('Lua that fails as it runs is told at its line', slow, async () => {
  luaIs("local count = redis.call('INCR', KEYS[1])\n\nreturn { count, missing + 1 }\n")
  const outcome = await check('4')
  const [first] = outcome.checks
  expect(first).toMatchObject({ state: 'wrong', at: { file: 'fixed-window.lua', line: 3 } })
  expect(first?.message).toContain('line 3, reads the nonexistent global variable missing')
})

test.each([
  [
    'fills keys',
    "for i = 1, 10000 do redis.call('SET', KEYS[1] .. i, string.rep('x', 100000)) end",
  ],
  ['builds a huge string', "local s = 'x'\nfor i = 1, 40 do s = s .. s end"],
])('a script that %s is told that it does', slow, async (_, code) => {
  luaIs(`${code}\nreturn { 1, 1 }\n`)
  const outcome = await check('4')
  expect(['stuck', 'wrong']).toContain(outcome.state)
  const failed = outcome.checks.filter(({ state }) => state !== 'passed')
  expect(failed.length).toBeGreaterThan(0)
  for (const { message } of failed) expect(message).toMatch(/memory|kept Valkey busy/)
})

test('Lua with a byte order mark is told so', slow, async () => {
  luaIs('\uFEFFreturn { 1, 1 }\n')
  const outcome = await check('4')
  expect(outcome).toMatchObject({ state: 'wrong', problems: [{ line: 1 }] })
  expect(outcome.message).toContain('byte order mark (BOM)')
})

test('a script without return is told so, and no hint of a check is given', slow, async () => {
  luaIs("-- no return here\nredis.call('INCR', KEYS[1])\n")
  const { state, checks, problems } = await check('4')
  expect(state).toBe('wrong')
  expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('no return') }])
  for (const { state, message, broke } of checks.filter((one) => one.state !== 'passed')) {
    expect([state, broke]).toEqual(['wrong', true])
    expect(message).not.toContain('iterable')
  }
})

test('a missing local is told, also where a middleware hides it behind a 503', slow, async () => {
  const script = join(folder, 'fixed-window.lua')
  const lua = readFileSync(script, 'utf8')
  expect(lua).toContain('local count')
  writeFileSync(script, lua.replace('local count', 'count'))
  const { state, checks, problems } = await check()
  expect(state).toBe('wrong')
  const message = expect.stringContaining('count is set without local')
  expect(problems).toMatchObject([{ file: 'fixed-window.lua', message }])
  for (const one of checks.filter((one) => one.state === 'wrong')) expect(one.broke).toBe(true)
})

test('a missing export is told by the name of the file', slow, async () => {
  const path = join(folder, 'rate-limit.ts')
  const code = readFileSync(path, 'utf8')
  writeFileSync(path, code.replace('export function rateLimit', 'function rateLimit'))
  const { message } = await check()
  expect(message).toContain('rate-limit.ts has no export named rateLimit')
  expect(message).not.toContain('solution')
})

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

/** A checker on a Valkey of its own. */
function openChecker() {
  const opened: Breakable[] = []
  const alone = createChecker({
    root,
    blockedMs: 2000,
    async openValkey() {
      const signal = new AbortController().signal
      const one = await sandboxes.sandbox.open({ signal, maxMemoryMb: 64 })
      opened.push(one)
      return breakableValkey(one)
    },
  })
  return { alone, opened }
}

/** Of lesson 4: the solution, or the exercise as it is given out. */
async function copyOf(which: 'solution' | 'exercise', lesson = '04-atomic-counter') {
  const copy = mkdtempSync(join(tmpdir(), `checker-${which}-`))
  cpSync(`lessons/${lesson}/${which}`, copy, { recursive: true })
  const { files } = await readFolder(copy, 'workspace')
  const names = findExercise(lesson, lessons)?.checks ?? []
  return { run: randomUUID(), lesson, folder: copy, files, names }
}

test(
  'whoever goes on while a run waits gets the verdicts of the right exercises',
  slow,
  async () => {
    const { alone } = openChecker()
    const untouched = await copyOf('exercise')
    const others = [
      await copyOf('solution', '05-express-middleware'),
      await copyOf('solution', '06-protected-endpoint'),
    ]
    // Keys c, n, n, p of the terminal: each exercise that is entered is warmed.
    const running = alone.check(untouched)
    for (const { lesson, folder: copy } of [...others, untouched]) {
      await wait(300)
      alone.warm({ lesson, folder: copy })
    }
    const [first] = others
    const next = first && alone.check(first)
    const outcome = await running
    expect(outcome).toMatchObject({ of: { run: untouched.run, lesson: untouched.lesson } })
    expect(outcome.checks.map(({ name }) => name)).toEqual(untouched.names)
    expect(outcome.state).toBe('wrong')
    expect(await next).toMatchObject({ of: { run: first?.run }, state: 'passed' })
    await alone.close()
  },
)

test('a Valkey that is frozen for 25 s stops no later check', { timeout: 120_000 }, async () => {
  const { alone, opened } = openChecker()
  const subject = await copyOf('solution')
  expect(await alone.check(subject)).toMatchObject({ state: 'passed' })
  const [first] = opened
  if (!first) throw new Error('Nothing was opened.')
  const pid = first.pid()
  expect(pid).toBeGreaterThan(1)
  process.kill(pid, 'SIGSTOP')
  const thaw = setTimeout(() => isAlive(pid) && process.kill(pid, 'SIGCONT'), 25_000)
  const outcomes = [await alone.check(subject), await alone.check(subject)]
  clearTimeout(thaw)
  expect(outcomes.at(-1)).toMatchObject({ state: 'passed' })
  await alone.close()
})

test(
  'a Valkey that never gets ready is given up, and the next run opens another',
  slow,
  async () => {
    let opens = 0
    const slowAtFirst = createChecker({
      root,
      valkeyWithinMs: 1000,
      async openValkey() {
        opens += 1
        if (opens === 1) return await new Promise<never>(() => undefined)
        const signal = new AbortController().signal
        return breakableValkey(await sandboxes.sandbox.open({ signal, maxMemoryMb: 64 }))
      },
    })
    const subject = await copyOf('solution')
    const given = await slowAtFirst.check(subject)
    expect(given).toMatchObject({
      state: 'infrastructure',
      message: expect.stringContaining('The Valkey of the checks is not ready.'),
    })
    await eventually(async () => (await slowAtFirst.check(subject)).state === 'passed', {
      withinMs: 60_000,
    })
    await slowAtFirst.close()
  },
)

/** Checks while the machine gives the process a small part of the time. */
async function checkSlowly(which: 'solution' | 'exercise', lesson?: string): Promise<Outcome> {
  const { alone } = openChecker()
  const slowSubject = await copyOf(which, lesson)
  // The run before warms up the Valkey and the process of the next one.
  await alone.check({ ...slowSubject, run: randomUUID() })
  const pid = await eventually(() => findProcesses(['check-program', slowSubject.folder])[0])
  const running = alone.check(slowSubject)
  const leave = slowProcess(pid)
  const outcome = await running
  await leave()
  await alone.close()
  return outcome
}

test
  .skipIf(!canSlowProcesses)
  .each(['04-atomic-counter', '05-express-middleware', '09-other-algorithms'])(
  'on a machine that has no time a correct solution is never wrong: %s',
  {
    timeout: 120_000,
  },
  async (lesson) => {
    const outcome = await checkSlowly('solution', lesson)
    expect(['passed', 'inconclusive']).toContain(outcome.state)
    expect(['inconclusive', 'passed']).toEqual(expect.arrayContaining(statesOf(outcome)))
  },
)

test.skipIf(!canSlowProcesses)(
  'on a machine that has no time a failure is inconclusive, and no number of ours is told',
  { timeout: 120_000 },
  async () => {
    const outcome = await checkSlowly('exercise')
    expect(outcome.state).toBe('inconclusive')
    const failed = outcome.checks.filter(({ state }) => state !== 'passed')
    expect(failed.length).toBeGreaterThan(0)
    for (const one of failed) {
      expect(one).toEqual({ name: one.name, state: 'inconclusive', message: expect.any(String) })
      expect(one.message).toMatch(/^This machine is too busy to tell/)
    }
  },
)
