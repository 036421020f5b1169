import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { runTied } from './run-tied.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** A program with a child of its own; both say their process id and then live for ever, deaf to SIGTERM if so asked. */
const twoProcesses = (deaf: boolean) => `
  const { spawn } = require('node:child_process')
  const stay = ${JSON.stringify(
    `${deaf ? 'process.on("SIGTERM", () => {});' : ''} console.log(process.pid); setInterval(() => {}, 1000)`,
  )}
  spawn(process.execPath, ['-e', stay], { stdio: 'inherit' })
  eval(stay)
`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('it tells what the program said and how it ended', async () => {
  const program = "console.log('one'); console.error('two'); process.exit(3)"
  const lines: string[] = []
  const run = runTied({
    command: process.execPath,
    args: ['-e', program],
    cwd: '.',
    onLine: (line) => lines.push(line),
  })
  const { code, lastLines } = await run.exited
  expect(code).toBe(3)
  expect(lastLines.toSorted()).toEqual(['one', 'two'])
  expect(lines.toSorted()).toEqual(['one', 'two'])
})

test('a command that is not there is a code and a sentence', async () => {
  const { code, lastLines } = await runTied({ command: 'no-such-command', args: [], cwd: '.' })
    .exited
  expect(code).toBe(127)
  expect(lastLines.join()).toContain('no-such-command')
})

test.each([false, true])(
  'end() ends it with all that it started; deaf to SIGTERM: %s',
  async (deaf) => {
    const pids: number[] = []
    const run = runTied({
      command: process.execPath,
      args: ['-e', twoProcesses(deaf)],
      cwd: '.',
      onLine: (line) => pids.push(Number(line)),
    })
    await eventually(() => pids.length === 2, { withinMs: 15_000 })
    await run.end()
    await eventually(() => !pids.some(isAlive))
  },
)

test('a parent that is SIGKILLed takes it along', async () => {
  const module = new URL('run-tied.ts', import.meta.url).href
  const parent = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', '--input-type=module', '--eval'],
      `import { runTied } from ${JSON.stringify(module)}
      runTied({ command: process.execPath, args: ['-e', ${JSON.stringify(twoProcesses(false))}], cwd: '.', onLine: console.log })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const pids: number[] = []
  createInterface({ input: parent.stdout }).on('line', (line) => pids.push(Number(line)))
  await eventually(() => pids.length === 2, { withinMs: 20_000 })
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await eventually(() => !pids.some(isAlive), { withinMs: 10_000 })
})

test("it gets nothing of the workbook's own settings", async () => {
  process.env.VALKEY_PASSWORD = 'secret-of-a-test'
  const program =
    'console.log(Object.keys(process.env).filter((name) => /^VALKEY_/.test(name)).length)'
  try {
    const run = runTied({ command: process.execPath, args: ['-e', program], cwd: '.' })
    expect((await run.exited).lastLines).toEqual(['0'])
  } finally {
    delete process.env.VALKEY_PASSWORD
  }
})
