import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { keepRunning, type Running } from './keep-running.ts'

/** Real processes: each says that it is ready, or ends at once. */
function starter(script: string) {
  const children: ChildProcess[] = []
  const start = (): Running => {
    const child = spawn(process.execPath, ['-e', script])
    children.push(child)
    const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code))
    const ready = Promise.race([
      once(child.stdout, 'data'),
      ended.then(() => Promise.reject(new Error('ended at its start'))),
    ])
    const stop = async () => {
      child.kill()
      await ended
    }
    return { ready, ended, stop }
  }
  return { children, start }
}

const wellBehaved = "console.log('ready'); setInterval(() => {}, 1000)"
const living = (children: ChildProcess[]) =>
  children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)

test('a process that is killed is replaced, and stop ends them all', async () => {
  const { children, start } = starter(wellBehaved)
  const log: string[] = []
  const running = await keepRunning({ count: 2, start, log: (line) => log.push(line) })
  children[0]?.kill('SIGKILL')
  await eventually(() => children.length === 3 && living(children).length === 2)
  expect(log).toEqual(['A server process ended (SIGKILL); another one starts in 100 ms.'])
  await running.stop()
  expect(living(children)).toEqual([])
  expect(children).toHaveLength(3)
})

test('one that does not get ready any more is tried again after ever longer pauses', async () => {
  const { children, start } = starter(wellBehaved)
  const { start: failing } = starter('process.exit(3)')
  let broken = false
  const log: string[] = []
  const running = await keepRunning({
    count: 1,
    start: () => (broken ? failing() : start()),
    log: (line) => log.push(line),
  })
  broken = true
  children[0]?.kill('SIGKILL')
  await eventually(() => log.length === 3)
  expect(log.slice(1)).toEqual([
    'A server process ended (3); another one starts in 200 ms.',
    'A server process ended (3); another one starts in 400 ms.',
  ])
  await running.stop()
})

test('when the first ones do not start, nothing is left running', async () => {
  const good = starter(wellBehaved)
  const bad = starter('process.exit(1)')
  let started = 0
  const start = () => {
    started += 1
    return started === 1 ? good.start() : bad.start()
  }
  await expect(keepRunning({ count: 2, start, log: () => {} })).rejects.toThrow(
    'ended at its start',
  )
  expect(living(good.children)).toEqual([])
})
