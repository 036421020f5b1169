// How a source becomes a process: the supervisor around a binary, or inside a container.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command, ValkeySource } from './valkey-source.ts'

const supervisor = fileURLToPath(new URL('./supervise.sh', import.meta.url))

export type LaunchPlan = {
  /** The supervised server; reads its configuration from stdin. */
  server: Command
  /** The address and port the server is told to listen on (inside the container, if there is one). */
  bind: string
  port: number
  inContainer: boolean
  /** valkey-cli for this server, to be given REDISCLI_AUTH; null where there is none. */
  cli: CliCommand | null
}

/** A command that opens valkey-cli; `onTerminal` are the arguments instead when a person types into it. */
export type CliCommand = Command & { onTerminal?: string[] }

/**
 * @param port the loopback port at which the server is to be reached from this machine
 * @param name names the container
 */
export function launchPlan(source: ValkeySource, port: number, name: string): LaunchPlan {
  return source.kind === 'docker' ? inContainer(source.image, port, name) : onThisMachine()

  function onThisMachine(): LaunchPlan {
    const { server, cli } = source as Extract<ValkeySource, { kind: 'binary' }>
    return {
      server: { ...server, command: 'sh', args: [supervisor, server.command, ...server.args] },
      bind: '127.0.0.1',
      port,
      inContainer: false,
      cli: cli && { ...cli, args: [...cli.args, '-h', '127.0.0.1', '-p', `${port}`] },
    }
  }
}

function inContainer(image: string, port: number, name: string): LaunchPlan {
  const script = readFileSync(supervisor, 'utf8')
  const inside = 6379
  const cli = [name, 'valkey-cli', '-p', `${inside}`]
  return {
    // `-i` hands our pipe to the supervisor in the container, so it ends with us too.
    server: {
      command: 'docker',
      args: [
        ...['run', '--interactive', '--rm', '--name', name],
        ...['--publish', `127.0.0.1:${port}:${inside}`],
        ...['--read-only', '--tmpfs', '/tmp:mode=1777', '--workdir', '/tmp'],
        ...['--user', '65534:65534', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
        ...['--entrypoint', 'sh', image, '-c', script, 'supervise', 'valkey-server'],
      ],
    },
    bind: '0.0.0.0',
    port: inside,
    inContainer: true,
    cli: {
      command: 'docker',
      args: ['exec', '--interactive', '--env', 'REDISCLI_AUTH', ...cli],
      onTerminal: ['exec', '--interactive', '--tty', '--env', 'REDISCLI_AUTH', ...cli],
    },
  }
}
