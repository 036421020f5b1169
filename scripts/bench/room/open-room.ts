// A room as `npm run workshop` makes it: server processes on one Valkey or on a cluster, and one address for all.
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ValkeyAddress } from '../../../server/valkey/address.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import type { RoomAddress } from './learner.ts'

const processFile = fileURLToPath(new URL('./room-process.ts', import.meta.url))
const code = 'bench-room'

/** What a process has taken since it began. */
export type Usage = { cpuMs: number; bytes: number }

export type OpenRoom = RoomAddress & {
  token: string
  servers: { usage(): Promise<Usage>; kill(): void }[]
  /** A server process in place of one that was killed, at the same address. */
  restart(at: number): Promise<void>
  close(): Promise<void>
}

/** Starts `processes` servers; several stand behind a balancer. */
export async function openRoom({
  root,
  valkey,
  processes = 1,
  max,
  env: further = {},
}: {
  root: string
  valkey: ValkeyAddress
  processes?: number
  max: number
  env?: Record<string, string>
}): Promise<OpenRoom> {
  const token = randomBytes(24).toString('base64url')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    ...further,
    HOST: '127.0.0.1',
    ROOM_TOKEN: token,
    ROOM_CODE: code,
    ROOM_NAME: 'Benchmark',
    ROOM_MAX: `${max}`,
    VALKEY_HOST: valkey.host,
    VALKEY_PORT: `${valkey.port}`,
    VALKEY_PASSWORD: valkey.password ?? '',
    VALKEY_TLS: 'false',
    ...(valkey.cluster && { VALKEY_CLUSTER: 'true' }),
  }
  const running: { child: ChildProcess; port: number }[] = []
  let balancer: Balancer | undefined

  async function start(port: number): Promise<{ child: ChildProcess; port: number }> {
    const child = fork(processFile, {
      cwd: root,
      env: { ...env, PORT: `${port}` },
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const ended = once(child, 'exit').then(() => {
      throw new Error(
        'A server process of the room ended before it was ready; what it said is above.',
      )
    })
    const [{ origin }] = await Promise.race([once(child, 'message'), ended])
    ended.catch(() => {})
    return { child, port: Number(new URL(origin).port) }
  }

  async function close(): Promise<void> {
    await balancer?.stop()
    await Promise.all(
      running.map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        child.disconnect()
        await once(child, 'exit')
      }),
    )
  }

  try {
    for (let i = 0; i < processes; i += 1) running.push(await start(0))
    const ports = running.map(({ port }) => port)
    if (processes > 1) balancer = await startBalancer(ports)
  } catch (error) {
    await close()
    throw error
  }
  return {
    url: `http://127.0.0.1:${balancer?.port ?? running[0]?.port}`,
    code,
    token,
    servers: running.map((_, at) => ({
      async usage() {
        const child = running[at]?.child
        if (!child) throw new Error('The server process is gone.')
        const told = once(child, 'message')
        child.send('usage')
        const [usage] = (await told) as [Usage]
        return usage
      },
      kill: () => void running[at]?.child.kill('SIGKILL'),
    })),
    async restart(at) {
      const before = running[at]
      if (before) running[at] = await start(before.port)
    },
    close,
  }
}
