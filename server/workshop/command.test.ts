import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { joinRoom, teachRoom } from '../testing/join-room.ts'
import type { WorkshopFlags } from './open-workshop.ts'

// The whole command, as processes: a supervisor, two servers, a Valkey of the room's own.
let folder: string
const started: ChildProcess[] = []
const patience = { withinMs: 30_000 }

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'workshop-')), 'room')
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

function run(flags: WorkshopFlags, env: Record<string, string> = {}) {
  const args = ['--import', 'tsx', 'server/testing/run-workshop.ts', JSON.stringify(flags)]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ROOM_FOLDER: folder, HOST: '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    said += chunk
  })
  const stdout = text(child.stdout)
  const exit = once(child, 'exit')
  return { child, exit, stdout, said: () => said }
}

/** Waits until learners can come in. */
async function open(flags: WorkshopFlags = {}, env: Record<string, string> = {}) {
  const command = run({ host: '127.0.0.2', ...flags }, env)
  await eventually(() => {
    if (command.child.exitCode !== null) throw new Error(command.said())
    return command.said().includes('Ctrl-C stops the room')
  }, patience)
  const link = (path: string) => {
    const [, origin = '', secret = ''] =
      new RegExp(`(http://[^/\\s]+)/${path}/#(?:code|token)=(\\S+)`).exec(command.said()) ?? []
    return { origin, secret }
  }
  const { origin, secret: code } = link('join')
  return { ...command, origin, code, token: link('board').secret }
}

test('it says who may know which link, and the line on stdout is one', {
  timeout: 60_000,
}, async () => {
  const { said, stdout, origin, code, child, exit } = await open({ name: 'Tuesday', max: 7 })
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/)
  expect(said()).toContain('nobody but this machine reaches the room')
  expect(said()).toMatch(/For the learners: +http.*\/join\/#code=[\w-]{9}\n/)
  expect(said()).toMatch(/For the instructor ONLY: +http.*\/board\/#token=[\w-]{43}\n/)
  expect(said()).toContain('▀▀▀▀▀▀▀')
  const ada = await joinRoom(origin, { code, name: 'Ada' })
  expect(await (await ada.get('/api/session')).json()).toMatchObject({
    room: { name: 'Tuesday', max: 7 },
  })
  expect(statSync(join(folder, 'room.json')).mode & 0o077).toBe(0)
  child.kill('SIGINT')
  await exit
  expect(child.exitCode).toBe(0)
  expect(await stdout).toBe(`Workbook ready: ${origin}\n`)
})

test('a server process killed in mid-class is replaced; the learners’ pages come back to where they were', {
  timeout: 120_000,
}, async () => {
  const { origin, code, token, said } = await open()
  const ada = await joinRoom(origin, { code, name: 'Ada' })
  await ada.get('/api/saka')
  await ada.post('/api/room/help', { raised: true })
  const pids = servedBy(said())
  expect(pids).toHaveLength(2)
  const stream = await ada.stream()
  await eventually(() => stream.events.length > 0)
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await stream.ended.catch(() => undefined)
  const again = await eventually(() => ada.stream().catch(() => undefined), patience)
  await eventually(() => again.events.some(({ event }) => event === 'room'))
  expect(again.events[0]).toMatchObject({
    event: 'snapshot',
    data: { keys: [{ key: `{lab:${ada.id}}:rate:127.0.0.1`, count: 1 }] },
  })
  expect(again.events.find(({ event }) => event === 'room')).toMatchObject({
    data: { you: { name: 'Ada' }, help: { claimedBy: null } },
  })
  again.close()
  const board = await (await teachRoom(origin, token)).get('/api/board')
  expect(await board.json()).toMatchObject({ learners: [{ id: ada.id, name: 'Ada' }] })
  await eventually(() => servedBy(said()).length === 2, patience)
  expect(said().match(/A server process ended \(SIGKILL\)/g)).toHaveLength(2)
})

test('one of two processes is killed amid requests: each is answered or cut off, none hangs, and another one serves', {
  timeout: 120_000,
}, async () => {
  const { origin, said } = await open()
  for (let kills = 1; kills <= 3; kills += 1) {
    await eventually(() => servedBy(said()).length === 2, patience)
    const [pid = 0] = servedBy(said())
    const asked: Promise<string>[] = []
    for (let i = 0; i < 40; i += 1) {
      asked.push(askOnce(`${origin}/healthz`))
      if (i === 20) process.kill(pid, 'SIGKILL')
      await wait(2)
    }
    const outcomes = new Set(await Promise.all(asked))
    outcomes.delete('cut off')
    expect([...outcomes]).toEqual(['200'])
  }
})

test('Ctrl-C keeps the room: the next start has the same links and everybody in it; --end deletes all', {
  timeout: 90_000,
}, async () => {
  const first = await open()
  const ada = await joinRoom(first.origin, { code: first.code, name: 'Ada' })
  await ada.get('/api/saka')
  first.child.kill('SIGINT')
  await first.exit
  expect(first.said()).toContain('The room is kept')

  const second = await open()
  expect([second.origin, second.code, second.token]).toEqual([
    first.origin,
    first.code,
    first.token,
  ])
  expect(await (await ada.get('/api/session')).json()).toMatchObject({ you: { name: 'Ada' } })
  const twice = run({ host: '127.0.0.2' })
  await twice.exit
  expect(twice.child.exitCode).toBe(1)
  expect(twice.said()).toContain('is running already')

  const end = run({ end: true })
  await end.exit
  expect(end.said()).toContain('has ended')
  await second.exit
  expect(second.child.exitCode).toBe(0)
  expect(existsSync(folder)).toBe(false)
})

test('the board ends the room: everything is deleted and the command ends', {
  timeout: 60_000,
}, async () => {
  const { origin, token, child, exit, said } = await open({ processes: 1 })
  const instructor = await teachRoom(origin, token)
  expect((await instructor.post('/api/board/end', { confirm: true })).status).toBe(204)
  await exit
  expect(child.exitCode).toBe(0)
  expect(said()).toContain('The room was ended')
  expect(existsSync(folder)).toBe(false)
})

test('a supervisor that is killed leaves nothing running', { timeout: 60_000 }, async () => {
  const { child, origin, exit } = await open()
  child.kill('SIGKILL')
  await exit
  await eventually(async () => {
    const answer = await fetch(`${origin}/healthz`).catch(() => 'nobody')
    return answer === 'nobody'
  }, patience)
  const resumed = await open()
  expect(resumed.origin).toBe(origin)
})

test('no secret is in the arguments of any process', { timeout: 60_000 }, async (context) => {
  if (!existsSync('/proc/self/cmdline')) return context.skip()
  const { said, code, token, child } = await open()
  const pids = [child.pid, ...[...said().matchAll(/\[(\d+)\] Serving/g)].map(([, pid]) => pid)]
  const args = pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).join('\n')
  expect(args).toContain('room-process')
  expect(args).not.toContain(code)
  expect(args).not.toContain(token)
})

/** On a connection of its own, as a page that opens. */
async function askOnce(url: string): Promise<string> {
  const asked = get(url, { agent: false, timeout: 20_000 })
  asked.on('timeout', () => asked.destroy(new Error('hangs')))
  try {
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    return String(answer.statusCode)
  } catch (error) {
    return String(error).includes('hangs') ? 'hangs' : 'cut off'
  }
}

/** The server processes that this room has now. */
function servedBy(said: string): number[] {
  return [...said.matchAll(/\[(\d+)\] Serving the room/g)]
    .map(([, pid]) => Number(pid))
    .filter(isAlive)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
