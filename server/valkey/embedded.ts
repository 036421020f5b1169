import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ValkeyAddress } from './address.ts'
import { bootOnFreePort } from './free-port.ts'
import { type CliCommand, launchPlan } from './launch-plan.ts'
import { bootServer, type ServerExit, type ServerProcess } from './server-process.ts'
import type { ValkeySource } from './valkey-source.ts'

export type EmbeddedValkey = {
  address: ValkeyAddress
  /** What the running server says of itself, "8.1.1". */
  version: string
  origin: string
  /** How to open valkey-cli on it (the password goes into REDISCLI_AUTH); null where there is none. */
  cli: CliCommand | null
  /** Process id of the server that runs now; another one after it came back. */
  pid(): number
  /** Tells when the server ended although nobody asked it to. It is started again by itself. */
  onExit(listener: (exit: ServerExit) => void): () => void
  /** Ends the server, at the latest after 4 s, and everything it kept. */
  stop(): Promise<void>
}

type EmbeddedOptions = {
  log?: (line: string) => void
  /**
   * A folder on this machine: what the server holds is kept there, to within a second, and is there again after the next
   * start. Without it nothing is kept. Not for a server in a container.
   */
  keepIn?: string | undefined
  /** A container takes longer to start than a process. */
  readyWithinMs?: number
}

/**
 * Starts a private server: loopback only, a port and a password nobody knows, nothing kept on disk. It
 * ends when this process ends, in whatever way. Killed by somebody else, it comes back, empty, on the same
 * port with the same password (after 50 ms, then twice as long each time, at most 2 s).
 * @throws StartError with the server's last words when it does not get ready in time
 */
export async function startEmbeddedValkey(
  source: ValkeySource,
  {
    log = () => {},
    keepIn,
    readyWithinMs = source.kind === 'docker' ? 60_000 : 10_000,
  }: EmbeddedOptions = {},
): Promise<EmbeddedValkey> {
  const password = randomBytes(32).toString('hex')
  const name = `valkey-workbook-${randomBytes(4).toString('hex')}`
  const bootOn = (port: number) =>
    bootServer({
      plan: launchPlan(source, port, name),
      port,
      password,
      readyWithinMs,
      ...(keepIn !== undefined && { config: keeping(keepIn) }),
    })

  const { port, server: first } = await bootOnFreePort(bootOn)
  let server: ServerProcess | null = first
  let pid = first.pid
  let stopped: Promise<void> | null = null
  const halt = new AbortController()
  const listeners = new Set<(exit: ServerExit) => void>()
  const kept = keepAlive(first)

  return {
    address: { host: '127.0.0.1', port, password, tls: false },
    version: first.version,
    origin: source.origin,
    cli: launchPlan(source, port, name).cli,
    pid: () => pid,
    onExit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopped ??= end()
      return stopped
    },
  }

  async function keepAlive(running: ServerProcess): Promise<void> {
    for (let current = running; ; ) {
      const exit = await current.exited
      server = null
      if (halt.signal.aborted) return
      log(`The private Valkey ended (${exit.code}) and is started again`)
      for (const listener of listeners) listener(exit)
      const next = await bootAgain()
      if (!next) return
      current = next
    }
  }

  /** Null when stop() came first. */
  async function bootAgain(): Promise<ServerProcess | null> {
    for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
      await wait(pause, null, { signal: halt.signal }).catch(() => null)
      if (halt.signal.aborted) return null
      try {
        const booted = await bootOn(port)
        if (halt.signal.aborted) {
          await booted.end()
          return null
        }
        server = booted
        pid = booted.pid
        return booted
      } catch (cause) {
        log(`The private Valkey does not come back: ${(cause as Error).message}`)
      }
    }
  }

  async function end(): Promise<void> {
    halt.abort()
    await server?.end()
    await kept
  }
}

/** Source: https://valkey.io/topics/persistence/ (append-only file) */
function keeping(folder: string): string[] {
  return [`dir ${JSON.stringify(folder)}`, 'appendonly yes', 'appendfsync everysec']
}
