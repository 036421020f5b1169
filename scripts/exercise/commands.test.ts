// The commands of `npm run exercise --`, as a program or a script uses them.
import { execFile, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../server/testing/eventually.ts'
import { serveRoom } from '../../server/testing/serve-room.ts'
import { canSlowProcesses, findProcesses, slowProcess } from '../../server/testing/slow-process.ts'
import { openTerminal } from './open-terminal.ts'

const slow = { timeout: 90_000 }
const lesson = '04-atomic-counter'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exercise-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/exercise.mjs', ...args],
    { encoding: 'utf8', env: { ...process.env, WORKSPACE: folder } },
  )
  return { status, stdout, stderr }
}
const json = (...args: string[]) => {
  const { status, stdout } = run(...args, '--json')
  return { status, value: JSON.parse(stdout) }
}
const solve = () => cpSync(`lessons/${lesson}/solution`, join(folder, lesson), { recursive: true })

test('a check makes the copy, says what is wrong and which hint fits, and fails', slow, () => {
  const { status, stdout, stderr } = run('check', '04')
  expect(stderr).toContain('Made your copy')
  expect(stdout).toContain('✗ a counter that lost its expiry gets a new one')
  expect(stdout).toContain('expected  greater than 59000')
  expect(stdout).toContain('npm run exercise -- hint 4 ')
  expect(stdout).not.toContain('\x1b')
  expect(status).toBe(1)
})

test('a pass is 0, is noted, and points to the next', slow, () => {
  solve()
  const { status, stdout } = run('check', '04')
  expect(stdout).toMatch(/^All 8 checks hold .* Well done!/)
  expect(stdout).toContain('Next: npm run exercise -- check 2')
  expect(status).toBe(0)
  expect(json('progress').value).toMatchObject({ solved: 1, of: 10 })
  expect(json('list').value).toContainEqual(expect.objectContaining({ lesson, solved: true }))
})

test('--json gives the whole run', slow, () => {
  const { status, value } = json('check', lesson)
  expect(value).toMatchObject({ lesson, state: 'wrong', problems: [] })
  expect(value.checks).toHaveLength(8)
  expect(status).toBe(1)
})

test('a room that this workbook has joined is told of each check', slow, async () => {
  const room = await serveRoom()
  await room.store.join('ada', 'Ada')
  writeFileSync(join(folder, 'room.json'), JSON.stringify({ origin: room.url, token: 'ada' }))
  // Not spawnSync: the room answers in this process.
  const check = () =>
    new Promise((resolve) => {
      const env = { ...process.env, WORKSPACE: folder }
      execFile(process.execPath, ['scripts/exercise.mjs', 'check', '4'], { env }, resolve)
    })
  try {
    await check()
    const failing = 'a counter that lost its expiry gets a new one'
    const { check: first } = (await room.store.learner('ada')) ?? {}
    expect(first).toMatchObject({ lesson, passed: 7, total: 8, failing })
    solve()
    await check()
    expect(await room.store.learner('ada')).toMatchObject({
      ...{ home: true, check: { passed: 8, failing: null }, lessons: { [lesson]: 'passed' } },
    })
  } finally {
    await room.close()
  }
})

test('without a Valkey to be had it is 2, and not the learner’s doing', slow, () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/exercise.mjs', 'check', '4'], {
    encoding: 'utf8',
    env: { ...process.env, WORKSPACE: folder, VALKEY_SERVER: '/nowhere/valkey-server' },
  })
  expect(stdout).toContain('It could not be checked')
  expect(stdout).toContain('/nowhere/valkey-server')
  expect(status).toBe(2)
})

test.each(['check', 'reset'])(
  'a read-only workspace is said in a sentence: %s',
  slow,
  (command) => {
    solve()
    chmodSync(join(folder, lesson), 0o755)
    chmodSync(folder, 0o555)
    const copy = join(folder, lesson)
    const asked = command === 'check' ? ['check', '5'] : ['reset', '4', '--yes']
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/exercise.mjs', ...asked],
      {
        encoding: 'utf8',
        env: { ...process.env, WORKSPACE: folder },
        // Nothing is read-only to root.
        ...(process.getuid?.() === 0 && { uid: 65534 }),
      },
    )
    chmodSync(folder, 0o755)
    expect(stdout).toBe('')
    expect(stderr).toMatch(
      /^\S+ cannot be (?:made|reset).*: you may not write there\. Give yourself the right to/,
    )
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
    expect(readdirSync(folder)).toEqual([lesson])
    expect(existsSync(join(copy, 'fixed-window.lua'))).toBe(true)
  },
)

test('a workspace that cannot be a folder is said in a sentence', slow, () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const { status, stderr } = spawnSync(process.execPath, ['scripts/exercise.mjs', 'check', '4'], {
    encoding: 'utf8',
    env: { ...process.env, WORKSPACE: file },
  })
  expect(stderr).toContain('a file stands where a folder is needed')
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(status).toBe(2)
})

test('hints come one at a time', slow, () => {
  expect(run('hint', '4').stdout).toMatch(/^Hint 1 of \d/)
  expect(json('hint', '4', '2').value).toMatchObject({ hint: 2 })
  const { status, stderr } = run('hint', '4', '9')
  expect(stderr).toContain('Exercise 4 has the hints 1 to')
  expect(status).toBe(64)
})

test('both diffs, and the solution', slow, () => {
  expect(run('diff', '4').stdout).toContain('is not there yet')
  solve()
  const changed = run('diff', '4').stdout
  expect(changed).toMatch(/^--- exercise\/fixed-window\.lua/m)
  expect(changed).toMatch(/^\+if ttlMs < 0 then/m)
  expect(run('diff', '4', '--solution').stdout).toContain('are the same')
  expect(json('diff', '4').value.files).toHaveLength(1)
  expect(run('solution', '4').stdout).toContain('if ttlMs < 0 then')
})

test('a reset without a terminal needs --yes; it keeps the old copies', slow, () => {
  solve()
  const refused = run('reset', '4')
  expect(refused).toMatchObject({ status: 64 })
  expect(refused.stderr).toContain('Add --yes')
  expect(existsSync(join(folder, '.saved'))).toBe(false)
  const { value } = json('reset', 'all', '--yes')
  expect(value).toEqual([{ lesson, folder: join(folder, lesson), kept: expect.any(String) }])
  expect(readFileSync(join(value[0].kept, 'fixed-window.lua'), 'utf8')).toContain('ttlMs < 0')
})

test('in a terminal a reset asks', slow, async () => {
  solve()
  const { type, all, ended } = openTerminal('node scripts/exercise.mjs reset 4', {
    env: { WORKSPACE: folder },
  })
  await expect.poll(all, { timeout: 20_000 }).toContain('Type "yes" to do so')
  type('no\r')
  expect(await ended).toBe(1)
  expect(all()).toContain('Nothing was reset.')
  expect(existsSync(join(folder, '.saved'))).toBe(false)
})

test('a wrong command is 64, with what is wrong and the help', slow, () => {
  for (const args of [
    ['chekc', '4'],
    ['check', '99'],
    ['check'],
    ['check', '4', '--jsno'],
    ['4'],
  ]) {
    const { status, stdout, stderr } = run(...args)
    expect([args, status, stdout]).toEqual([args, 64, ''])
    expect(stderr).toContain('Exit codes:')
  }
})

test('--json through npm run -s is JSON and nothing else', slow, () => {
  const args = ['run', '-s', 'exercise', '--', 'list', '--json']
  const env = { ...process.env, WORKSPACE: folder }
  const { status, stdout } = spawnSync('npm', args, { encoding: 'utf8', env })
  expect(JSON.parse(stdout)).toHaveLength(10)
  expect(status).toBe(0)
})

test('every check that fails is explained, not only the first', slow, () => {
  cpSync('lessons/05-express-middleware/solution', join(folder, '05-express-middleware'), {
    recursive: true,
  })
  const file = join(folder, '05-express-middleware', 'rate-limit.ts')
  const code = readFileSync(file, 'utf8')
  const opening = 'return async function rateLimitMiddleware(req, res, next) {'
  expect(code).toContain(opening)
  writeFileSync(file, code.replace(opening, `${opening} return next()`))
  const { status, stdout } = run('check', '5')
  const failed = stdout.split(/^✗ /m).slice(1)
  expect(failed.length).toBeGreaterThan(3)
  for (const one of failed) expect(one).toMatch(/ {4}\S/)
  expect(status).toBe(1)
})

test.skipIf(!canSlowProcesses)(
  'on a machine that has no time it is 3, and says nothing about the code',
  { timeout: 150_000 },
  async () => {
    const env = { ...process.env, WORKSPACE: folder }
    const ended = new Promise<{ code: unknown; stdout: string }>((resolve) => {
      execFile(process.execPath, ['scripts/exercise.mjs', 'check', '4'], { env }, (error, stdout) =>
        resolve({ code: error?.code, stdout }),
      )
    })
    const pid = await eventually(() => findProcesses(['check-program', folder])[0], {
      withinMs: 60_000,
    })
    const leave = slowProcess(pid, { runMs: 100 })
    const { code, stdout } = await ended
    await leave()
    expect(stdout).toMatch(/^Inconclusive: this machine is too busy \(\d+\.\d s\)/)
    expect(stdout).toContain('! a counter that lost its expiry gets a new one')
    expect(stdout).not.toContain('✗')
    expect(code).toBe(3)
  },
)
