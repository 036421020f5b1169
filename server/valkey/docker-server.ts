import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { DockerSource } from './valkey-source.ts'
import { askVersion } from './version.ts'

/** What runs where no valkey-server is found but Docker answers; VALKEY_IMAGE names another one. */
export const VALKEY_IMAGE = 'valkey/valkey:9.1.2'

const run = promisify(execFile)

type DockerOptions = {
  image: string
  /** Read: PATH, DOCKER_HOST and what else the docker command reads. */
  env: NodeJS.ProcessEnv
  log: (line: string) => void
  signal?: AbortSignal | undefined
}

/**
 * An image that the reachable Docker engine can run; pulls it when it is missing.
 * @throws Error in words when there is no engine, or no image to be had
 */
export async function dockerServer(options: DockerOptions): Promise<DockerSource> {
  const { image, env, log, signal } = options
  const docker = (args: string[], timeout: number) =>
    run('docker', args, { env, timeout, ...(signal && { signal }) })

  await docker(['version', '--format', '{{.Server.Version}}'], 5_000).catch((cause: unknown) => {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Error(missing ? 'there is no docker command' : 'no Docker engine answers', { cause })
  })
  const present = await docker(['image', 'inspect', image], 10_000).catch(() => null)
  if (!present) {
    log(`Pulling the Docker image ${image}`)
    await docker(['pull', '--quiet', image], 300_000).catch((cause: unknown) => {
      throw new Error(`Docker cannot pull ${image} (${lastLine(cause)})`, { cause })
    })
  }
  const args = ['run', '--rm', '--network', 'none', '--entrypoint', 'valkey-server', image]
  const version = await askVersion({ command: 'docker', args }).catch((cause: unknown) => {
    throw new Error(`of the Docker image ${image}: ${(cause as Error).message}`, { cause })
  })
  return { kind: 'docker', version, origin: `Docker ${image}`, image }
}

function lastLine(cause: unknown): string {
  const { stderr, message } = cause as { stderr?: string; message?: string }
  return (stderr || message || '').trim().split('\n').at(-1) ?? ''
}
