// One run of a private server, from its start to its exit.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../process/start-error.ts'
import { askServer } from './ask-server.ts'
import type { LaunchPlan } from './launch-plan.ts'

export type ServerExit = {
  /** Exit code; a server that a signal ended gives 128 and the signal's number, as in a shell. */
  code: number | null
  /** The last lines of its log, oldest first. */
  lastWords: string[]
}

export type ServerProcess = {
  /** The process that is the server; for one in a container the docker client, whose end is its end too. */
  pid: number
  version: string
  exited: Promise<ServerExit>
  /** Ends the server: asks it, and after 2 s insists. Resolves when it is gone. */
  end(): Promise<void>
}

/** The server could not listen because somebody else has the port. */
export class PortTakenError extends Error {}

type BootOptions = {
  plan: LaunchPlan
  /** Where it is reached from this machine. */
  port: number
  password: string
  readyWithinMs: number
  /** Directives after those of every private server; a later one wins. */
  config?: string[]
}

/**
 * Starts a server and waits until it answers to its password.
 * @throws PortTakenError, or StartError with the server's last words when it ends or is not ready in time
 */
export async function bootServer(options: BootOptions): Promise<ServerProcess> {
  const { plan, port, password, readyWithinMs, config = [] } = options
  const { command, args, env } = plan.server
  // A process group of its own: Ctrl-C in the terminal reaches the workbook, which ends the server last.
  const child = spawn(command, args, { detached: true, env: { ...process.env, ...env } })
  const lastWords: string[] = []
  let pid = 0
  let accepts = false
  let announceReady = () => {}
  const ready = new Promise<'ready'>((resolve) => {
    announceReady = () => resolve('ready')
  })
  const hear = (line: string) => {
    const announced = /^pid (\d+)$/.exec(line)?.[1]
    if (announced && !pid) pid = plan.inContainer ? (child.pid ?? 0) : Number(announced)
    else if (lastWords.push(line) > 20) lastWords.shift()
    if (line.includes('Ready to accept connections')) accepts = true
    // On a busy machine a server may be heard before its supervisor has said which process it is. Nobody may be told 0:
    // a signal to 0 goes to everybody in our own process group.
    if (accepts && pid !== 0) announceReady()
  }
  createInterface({ input: child.stdout }).on('line', hear)
  createInterface({ input: child.stderr }).on('line', hear)

  const exited = new Promise<ServerExit>((resolve) => {
    child.on('error', (error) => {
      lastWords.push(`${command} could not be started: ${error.message}`)
      resolve({ code: null, lastWords })
    })
    // Where the supervisor itself was killed, what it started is still in its group, holding its pipes.
    child.on('exit', () => killGroup(child.pid))
    child.on('close', (code) => resolve({ code, lastWords }))
  })
  const end = async () => {
    child.stdin.end()
    const gone = await Promise.race([exited, wait(4_000, null, { ref: false })])
    if (!gone) killGroup(child.pid)
    await exited
  }

  // A child that died at once breaks the pipe; its exit says why.
  child.stdin.on('error', () => {})
  const common = serverConfig({ port: plan.port, password, bind: plan.bind })
  child.stdin.write(`${[...common, ...config, 'end'].join('\n')}\n`)

  const deadline = performance.now() + readyWithinMs
  const first = await Promise.race([ready, exited, wait(readyWithinMs, null, { ref: false })])
  const version = first === 'ready' ? await askUntil(deadline, port, password) : null
  if (version) return { pid, version, exited, end }

  await end()
  const words = lastWords.slice(-5).join(' | ') || 'nothing'
  if (/address already in use|port is already allocated/i.test(words)) {
    throw new PortTakenError(`port ${port} was taken by somebody else`)
  }
  const how =
    first === null ? `was not ready within ${readyWithinMs / 1000} s` : 'ended at its start'
  throw new StartError(`valkey-server ${how}. Its last words: ${words}`)
}

async function askUntil(deadline: number, port: number, password: string): Promise<string | null> {
  while (performance.now() < deadline) {
    const version = await askServer(port, password).catch(() => null)
    if (version) return version
    await wait(10)
  }
  return null
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (cause) {
    // ESRCH: nobody is left. macOS says EPERM when only the dead are.
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw cause
  }
}

/** What a private server is told. */
type ServerConfig = { port: number; password: string; bind: string }

/**
 * Configuration of a server for one learner: nothing kept on disk, every client needs the password, and a
 * full memory refuses writes instead of dropping counters (an evicted counter lets a blocked client in).
 * Directives known since Valkey 7.2: https://valkey.io/topics/valkey.conf/
 */
function serverConfig({ port, password, bind }: ServerConfig): string[] {
  return [
    `bind ${bind}`,
    `port ${port}`,
    `requirepass ${password}`,
    'protected-mode yes',
    'daemonize no',
    'save ""',
    'appendonly no',
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
    'proto-max-bulk-len 1mb',
  ]
}
