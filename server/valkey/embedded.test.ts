import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { isAlive } from './alive.ts'
import { type EmbeddedValkey, startEmbeddedValkey } from './embedded.ts'
import { findValkeyServer } from './find.ts'
import type { ServerExit } from './server-process.ts'
import type { ValkeySource } from './valkey-source.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const silent = () => {}
const inContainer = 'the only Valkey here is in a container; docker-server.test.ts tests that one.'
let source: ValkeySource

beforeAll(async () => {
  source = await findValkeyServer({ env: process.env, root, log: silent })
}, 120_000)

describe('a private server', () => {
  let valkey: EmbeddedValkey
  let client: Redis

  beforeAll(async () => {
    valkey = await startEmbeddedValkey(source)
    client = clientOf(valkey)
  })
  afterAll(async () => {
    client.disconnect()
    await valkey.stop()
  })

  test('answers to its password and says which version it is', async () => {
    expect(await client.ping()).toBe('PONG')
    expect(await client.info('server')).toContain(`valkey_version:${valkey.version}\r\n`)
    expect(valkey.version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('refuses a client without the password, and one with a wrong password', async () => {
    expect(await say(valkey.address.port, 'GET rate:127.0.0.1')).toMatch(/^-NOAUTH/)
    expect(await say(valkey.address.port, 'AUTH wrong')).toMatch(/^-WRONGPASS/)
  })

  test('has a password that cannot be guessed', () => {
    expect(valkey.address.password).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is reached on loopback only', async ({ skip }) => {
    if (source.kind === 'docker') return skip(inContainer)
    expect(await client.config('GET', 'bind')).toEqual(['bind', '127.0.0.1'])
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4')
    if (!outside) return skip('this machine has no address but loopback')
    await expect(say(valkey.address.port, 'PING', outside.address)).rejects.toThrow('ECONNREFUSED')
  })

  test('refuses writes when its memory is full, instead of dropping counters', async () => {
    expect(await client.config('GET', 'maxmemory-policy')).toEqual([
      'maxmemory-policy',
      'noeviction',
    ])
    expect(await client.config('GET', 'maxmemory')).toEqual(['maxmemory', `${256 * 1024 ** 2}`])
  })

  test('shows its password in no argument list', () => {
    const all = argumentLists()
    expect(all).toContain('valkey-server')
    expect(all).not.toContain(valkey.address.password)
  })
})

test('keeps nothing on disk, not even what SAVE wrote', async ({ skip }) => {
  if (source.kind === 'docker') return skip(inContainer)
  const valkey = await startEmbeddedValkey(source)
  onTestFinished(() => valkey.stop())
  const client = clientOf(valkey)
  expect(await client.config('GET', 'save')).toEqual(['save', ''])
  expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'no'])
  const [, folder = ''] = (await client.config('GET', 'dir')) as string[]
  await client.set('a', '1')
  await client.save()
  client.disconnect()
  expect(readdirSync(folder)).toEqual(['dump.rdb'])
  await valkey.stop()
  expect(existsSync(folder)).toBe(false)
})

test('stop() ends it, and may be called twice', async () => {
  const valkey = await startEmbeddedValkey(source)
  await Promise.all([valkey.stop(), valkey.stop()])
  expect(isAlive(valkey.pid())).toBe(false)
  await expect(say(valkey.address.port, 'PING')).rejects.toThrow('ECONNREFUSED')
})

test('killed by somebody else, it comes back empty on the same port with the same password', async ({
  skip,
}) => {
  if (source.kind === 'docker') return skip(inContainer)
  const valkey = await startEmbeddedValkey(source)
  onTestFinished(() => valkey.stop())
  const client = clientOf(valkey)
  await client.set('a', '1')
  const exits: ServerExit[] = []
  const unsubscribe = valkey.onExit((exit) => exits.push(exit))

  const killed = valkey.pid()
  process.kill(killed, 'SIGKILL')
  await eventually(() => valkey.pid() !== killed)
  expect(exits.map(({ code }) => code)).toEqual([128 + 9])
  await eventually(async () => (await client.get('a')) === null)
  client.disconnect()

  unsubscribe()
  process.kill(valkey.pid(), 'SIGKILL')
  await eventually(() => isAlive(valkey.pid()) && valkey.pid() !== killed)
  expect(exits).toHaveLength(1)
})

test('stop() while it is coming back ends it for good', async () => {
  const valkey = await startEmbeddedValkey(source)
  const died = new Promise((resolve) => valkey.onExit(resolve))
  process.kill(valkey.pid(), 'SIGKILL')
  await died
  await valkey.stop()
  await expect(say(valkey.address.port, 'PING')).rejects.toThrow('ECONNREFUSED')
})

test('ends when the process that started it is SIGKILLed', async () => {
  const program = `
    import { startEmbeddedValkey } from ${JSON.stringify(pathToFileURL(`${root}server/valkey/embedded.ts`))}
    const valkey = await startEmbeddedValkey(${JSON.stringify(source)})
    console.log(valkey.pid())
    setInterval(() => {}, 1000)
  `
  const parent = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void parent.kill('SIGKILL'))
  const pid = Number(
    await new Promise<string>((resolve) => {
      createInterface({ input: parent.stdout }).once('line', resolve)
    }),
  )
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await eventually(() => !isAlive(pid))
}, 20_000)

test('a server that ends at its start is an error with its last words', async () => {
  const broken = { command: 'sh', args: ['-c', 'echo "Fatal: no such thing"; exit 3'] }
  const start = startEmbeddedValkey({
    kind: 'binary',
    version: '0.0.0',
    origin: 'a broken one',
    server: broken,
    cli: null,
  })
  await expect(start).rejects.toThrow('ended at its start. Its last words: Fatal: no such thing')
})

test('a server that never gets ready is an error within the deadline', async () => {
  const mute = { command: 'sh', args: ['-c', 'exec sleep 60'] }
  const start = startEmbeddedValkey(
    { kind: 'binary', version: '0.0.0', origin: 'a mute one', server: mute, cli: null },
    { readyWithinMs: 200 },
  )
  await expect(start).rejects.toThrow('was not ready within 0.2 s')
})

function clientOf({ address }: EmbeddedValkey): Redis {
  const { host, port, password } = address
  const client = new Redis({ host, port, ...(password && { password }), retryStrategy: () => 50 })
  client.on('error', silent)
  return client
}

/** Sends one inline command over a bare socket and returns the first answer. */
function say(port: number, command: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => socket.write(`${command}\r\n`))
    socket.once('error', reject)
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(`${answer}`)
    })
  })
}

/** The command lines of all processes. */
function argumentLists(): string {
  if (process.platform !== 'linux') return execFileSync('ps', ['-A', '-o', 'args']).toString()
  const read = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      // Ended since the folder was listed.
      return ''
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(read)
    .join('\n')
}
