// Servers for labs: as private as the workbook's own, and bounded, because a learner's Lua runs in them and labs break
// them on purpose.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { createAskAsUser } from './ask-as-user.ts'
import { boundMemory, findPrlimit } from './bound-memory.ts'
import { connectionOptions } from './connect.ts'
import { fetchedCopy } from './fetched-copy.ts'
import { namedServer, serverOnPath } from './find-on-path.ts'
import { bootOnFreePort } from './free-port.ts'
import { installHint } from './install-hint.ts'
import { launchPlan } from './launch-plan.ts'
import type { Asked } from './resp-reply.ts'
import { bootServer, type ServerProcess } from './server-process.ts'
import type { BinarySource, ValkeySource } from './valkey-source.ts'

/** The most memory a server's process may ask the system for, whatever its `maxmemory` says. */
const addressSpaceMb = 256
const readyWithinMs = 10_000

type Address = { host: string; port: number; password: string }

type Bounds = { maxMemoryMb: number; ioThreads: number }

type AskOptions = {
  user?: { name: string; password: string }
  timeoutMs?: number
  maxReplyBytes?: number
}

type ConnectOptions = {
  settings?: 'workbook' | 'ioredis defaults' | 'patient'
  port?: number
  user?: { name: string; password: string }
}

export type DisposableLauncher = {
  /** Why none can be started here, as a sentence. */
  missing: string | undefined
  /** What bounds such a server on this machine, and what cannot, in sentences. */
  limits: string[]
  boot(options: {
    bounds: Bounds
    address?: Address
  }): Promise<{ address: Address; server: ServerProcess }>
  connect(address: Address, options: ConnectOptions): Promise<Redis>
  ask(address: Address, args: readonly (string | Buffer)[], options: AskOptions): Promise<Asked>
}

/**
 * Finds out what disposable servers can be made of: the binary the workbook's own Valkey runs on, else one that is on
 * this machine already. Fetches nothing.
 */
export async function createDisposableLauncher({
  source: own,
  env,
  root,
}: {
  /** What the workbook's private Valkey was started from; undefined where VALKEY_HOST names a managed one. */
  source: ValkeySource | undefined
  env: Record<string, string | undefined>
  root: string
}): Promise<DisposableLauncher> {
  const source = own?.kind === 'binary' ? own : await serverOnThisMachine(env, root)
  const prlimit = findPrlimit(env.PATH ?? '')
  const limits = [
    `at most ${addressSpaceMb} MB of memory (prlimit)`,
    'values of at most 1 MB',
    'loopback only, with a password of its own',
    'nothing on disk',
  ]
  if (!prlimit) {
    limits[0] =
      'prlimit is not on this machine, so only maxmemory bounds what it stores: a script that builds a huge string can take more until it is ended'
  }
  return {
    missing: source ? undefined : nothingToStart(own),
    limits,
    async boot({ bounds, address }) {
      if (!source) throw new Error(nothingToStart(own))
      const password = address?.password ?? randomBytes(32).toString('hex')
      const bounded = prlimit ? boundMemory(prlimit, source, addressSpaceMb) : source
      const bootOn = (port: number) =>
        bootServer({
          plan: launchPlan(bounded, port, 'disposable'),
          port,
          password,
          readyWithinMs,
          config: disposableConfig(bounds),
        })
      const booted = address
        ? { port: address.port, server: await bootOn(address.port) }
        : await bootOnFreePort(bootOn)
      return { address: { host: '127.0.0.1', port: booted.port, password }, server: booted.server }
    },
    connect,
    ask(address, args, { user, timeoutMs, maxReplyBytes }) {
      const ask = createAskAsUser(
        { ...address, tls: false },
        { ...(timeoutMs && { timeoutMs }), ...(maxReplyBytes && { maxReplyBytes }) },
      )
      const login = user
        ? { username: user.name, password: user.password }
        : { username: 'default', password: address.password }
      return ask(
        login,
        args.map((arg) => Buffer.from(arg)),
      )
    },
  }
}

async function serverOnThisMachine(
  env: Record<string, string | undefined>,
  root: string,
): Promise<BinarySource | null> {
  if (env.VALKEY_SERVER) return namedServer(env.VALKEY_SERVER).catch(() => null)
  return (await serverOnPath(env.PATH ?? '')) ?? (await fetchedCopy(join(root, '.valkey')))
}

function nothingToStart(own: ValkeySource | undefined): string {
  const has = own
    ? 'the only Valkey here is in a container'
    : 'the workbook uses a Valkey that is not its own (VALKEY_HOST)'
  return `This lab starts a valkey-server of its own, and there is no such program on this machine: ${has}. To have one, ${installHint()}, then start the workbook again. The lessons, the playground and the other labs work without it.`
}

/**
 * Over what every private server is told (serverConfig in server-process.ts); a later directive wins. A script is "busy", and can be
 * asked about, after 50 ms; a reply of more than 4 MB closes its connection.
 */
function disposableConfig({ maxMemoryMb, ioThreads }: Bounds): string[] {
  return [
    `io-threads ${ioThreads}`,
    `maxmemory ${maxMemoryMb}mb`,
    'maxmemory-policy noeviction',
    'busy-reply-threshold 50',
    'databases 1',
    'client-output-buffer-limit normal 4mb 0 0',
    'tcp-backlog 128',
    // A script that crashes the server would write 200 lines about it.
    'crash-log-enabled no',
  ]
}

async function connect(
  { host, port, password }: Address,
  { settings = 'workbook', port: through = port, user }: ConnectOptions,
): Promise<Redis> {
  const login = user ? { username: user.name, password: user.password } : { password }
  const client =
    settings === 'ioredis defaults'
      ? new Redis({ host, port: through, ...login })
      : new Redis({
          ...connectionOptions({ host, port: through, ...login, tls: false }),
          ...(settings === 'patient' && { commandTimeout: 600_000, socketTimeout: 600_000 }),
        })
  await new Promise<void>((resolve, reject) => {
    let cause: Error | undefined
    client.on('error', (error: Error) => {
      cause = error
    })
    const timer = setTimeout(() => {
      client.disconnect()
      reject(cause ?? new Error('A disposable Valkey did not answer within 5 s.'))
    }, 5000)
    client.once('ready', () => {
      clearTimeout(timer)
      resolve()
    })
  })
  return client
}
