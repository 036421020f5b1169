// A Redis to compare Valkey with, where somebody has one installed. None is ever fetched.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createDisposableLauncher, type DisposableLauncher } from './disposable-launcher.ts'
import { executables } from './find-on-path.ts'
import type { BinarySource } from './valkey-source.ts'

const run = promisify(execFile)

/** Starts the redis-server on PATH, bounded as every disposable server. Where there is none, `missing` says so. */
export async function createRedisLauncher({
  env,
  root,
}: {
  env: Record<string, string | undefined>
  root: string
}): Promise<DisposableLauncher> {
  const { source, missing } = await redisOnPath(env.PATH ?? '')
  const launcher = await createDisposableLauncher({ source, env, root })
  if (source) return launcher
  return { ...launcher, missing, boot: () => Promise.reject(new Error(missing)) }
}

type Found = { source: BinarySource; missing?: never } | { source?: undefined; missing: string }

/** The first real Redis on PATH: distributions also install Valkey under that name. */
export async function redisOnPath(path: string): Promise<Found> {
  let others = ''
  for (const command of executables('redis-server', path)) {
    const asked = await run(command, ['--version'], { timeout: 10_000 }).catch(() => null)
    const version = /^Redis server v=(\S+)/m.exec(asked?.stdout ?? '')?.[1]
    if (version) {
      const server = { command, args: [] }
      const origin = `redis-server on PATH (${command})`
      return { source: { kind: 'binary', version, origin, server, cli: null } }
    }
    others = asked?.stdout.startsWith('Valkey')
      ? ` (${command} is a Valkey under that name)`
      : ` (${command} does not run)`
  }
  return { missing: `There is no redis-server on this machine's PATH${others}.` }
}
