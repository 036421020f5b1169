// `npm run exercise` in a real terminal, as a learner uses it.
import {
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
import { openTerminal, type Terminal } from './open-terminal.ts'

const slow = { timeout: 120_000 }
const lesson = '04-atomic-counter'
let folder: string
let terminal: Terminal | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exercise-cli-'))
})
afterEach(async () => {
  terminal?.kill()
  await terminal?.ended
  rmSync(folder, { recursive: true })
})

function open(args: string, size: { columns?: number; rows?: number } = {}, env = {}): Terminal {
  const opened = openTerminal(`node scripts/exercise.mjs ${args}`, {
    ...size,
    env: { WORKSPACE: folder, ...env },
  })
  terminal = opened
  return opened
}

const solve = () => cpSync(`lessons/${lesson}/solution`, join(folder, lesson), { recursive: true })

test('fails, takes a hint, is saved in another editor, passes, goes on', slow, async () => {
  const { shows, type, screen, ended, all } = open('4')
  await shows('Exercise 4 · The atomic counter (Lua)')
  const failed = await shows('a counter that lost its expiry gets a new one')
  expect(failed.join('\n')).toMatch(/expected {2}greater than 59000\n.*got {7}-1/)
  expect(failed.join('\n')).toMatch(/TODO {2}\S*\/fixed-window\.lua:7/)
  type('h')
  await shows('Hint 1 of')
  type('h')
  await shows('Hint 2 of')
  type('d')
  await shows('You have changed nothing yet.')
  // A save while a diff or a hint is shown brings the verdict back.
  solve()
  await shows(/All 8 checks hold.*Well done!/)
  await shows('1 of 10 solved')
  await shows('Press n for Exercise 5')
  expect(JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8'))).toMatchObject({
    lessons: { [lesson]: { exercises: { exercise: expect.any(String) } } },
  })
  type('d')
  await shows('What you have changed')
  type('n')
  await shows('Exercise 5 · ')
  type('l')
  await shows('✓  4  The atomic counter (Lua)')
  expect(screen().length).toBeLessThanOrEqual(24)
  type('q')
  expect(await ended).toBe(0)
  // The cursor and what stood in the terminal before are back.
  expect(all().endsWith('\x1b[?25h\x1b[?1049l')).toBe(true)
})

test(
  'another failure begins at the hint that fits it; after the last hint comes the first',
  slow,
  async () => {
    const { shows, type } = open('6')
    await shows('the sixth request in a window gets 429')
    type('h')
    await shows('Hint 1 of 3')
    const app = join(folder, '06-protected-endpoint', 'app.ts')
    const code = readFileSync(app, 'utf8')
      .replace('{ tellJoke }', '{ limiter, tellJoke }')
      .replace("'/api/saka', (", "'/api/saka', limiter, (")
    writeFileSync(app, code)
    await shows(/✓ [2-9] checks hold/)
    type('h')
    await shows('Hint 3 of 3')
    type('h')
    await shows('Hint 1 of 3')
    type('\r')
    await shows('✗ a joke is plain text')
  },
)

test('every screen fits into 80 columns and 24 rows, or scrolls', slow, async () => {
  const { shows, type, screen } = open('12 --manual')
  const fits = () => {
    expect(screen().length).toBeLessThanOrEqual(24)
    expect(Math.max(...screen().map((line) => line.length))).toBeLessThanOrEqual(80)
  }
  await shows('Not checked yet.')
  fits()
  type('c')
  await shows('Not yet')
  fits()
  for (const [key, text] of [
    ['h', 'Hint'],
    ['l', 'Exercises ·'],
    ['s', 'This shows the solution.'],
    ['s', 'From yours to the solution'],
    [' ', /^ \+/m],
  ] as const) {
    type(key)
    await shows(text)
    fits()
  }
})

test('a narrow and low terminal shows what it can', slow, async () => {
  const { shows, screen } = open('4 --manual', { columns: 44, rows: 12 })
  await shows('Not checked yet.')
  expect(screen().length).toBeLessThanOrEqual(12)
  expect(Math.max(...screen().map((line) => line.length))).toBeLessThanOrEqual(44)
})

test(
  'a terminal that says 0 by 0, as a serial line does, is taken for 80 by 24',
  slow,
  async () => {
    const { shows, screen } = open('4 --manual', { columns: 0, rows: 0 })
    const lines = await shows('Exercise 4 · The atomic counter (Lua)')
    expect(Math.max(...lines.map(({ length }) => length))).toBeGreaterThan(44)
    expect(screen().length).toBeLessThanOrEqual(24)
  },
)

test('a reset asks, keeps the old copy and begins anew', slow, async () => {
  const { shows, type } = open('4 --manual')
  await shows('Not checked yet.')
  solve()
  type('r')
  await shows('Press r again')
  type('x')
  await shows('Not checked yet.')
  expect(existsSync(join(folder, '.saved'))).toBe(false)
  type('rr')
  await shows('Your old copy is in')
  const [kept = ''] = readdirSync(join(folder, '.saved', lesson))
  expect(readFileSync(join(folder, '.saved', lesson, kept, 'fixed-window.lua'), 'utf8')).toBe(
    readFileSync(`lessons/${lesson}/solution/fixed-window.lua`, 'utf8'),
  )
  expect(readFileSync(join(folder, lesson, 'fixed-window.lua'), 'utf8')).toContain('TODO')
})

test('o opens the files in EDITOR, and the screen comes back', slow, async () => {
  const { shows, type } = open('4 --manual', {}, { VISUAL: '', EDITOR: 'grep -c TODO' })
  await shows('Not checked yet.')
  type('o')
  await shows('Opened in grep.')
  type('n')
  await shows('Exercise 5')
})

test('no colours where NO_COLOR is set; Ctrl-C ends it', slow, async () => {
  const { shows, type, ended, all } = open('4 --manual', {}, { NO_COLOR: '1' })
  await shows('Not checked yet.')
  type('\x03')
  expect(await ended).toBe(0)
  for (const colour of [31, 32, 36]) expect(all()).not.toContain(`\x1b[${colour}m`)
})
