import type { Redis } from 'ioredis'
import type { Asked } from '../valkey/resp-reply.ts'
import type { AskOptions, ConnectOptions, Crash, DisposableValkey } from './sandbox.ts'

export type LaunchedServer = {
  pid: number
  version: string
  exited: Promise<Crash>
  end(): Promise<void>
}

type Address = DisposableValkey['address']

export type Bounds = { maxMemoryMb: number; ioThreads: number }

/** How server/valkey starts and reaches a bounded server; handed in, because only that part does either. */
export type DisposableLauncher = {
  /** Why none can be started here, as a sentence. */
  missing: string | undefined
  limits: string[]
  /** On a free port with a new password, or again on `address`. */
  boot(options: { bounds: Bounds; address?: Address }): Promise<{
    address: Address
    server: LaunchedServer
  }>
  connect(address: Address, options: ConnectOptions): Promise<Redis>
  ask(address: Address, args: readonly (string | Buffer)[], options: AskOptions): Promise<Asked>
}

type DisposableOptions = {
  launcher: DisposableLauncher
  bounds: Bounds
  signal: AbortSignal
  onStopped: () => void
}

/** Starts one server and keeps hold of it until `stop`, or until `signal` aborts. */
export async function openDisposable({
  launcher,
  bounds,
  signal,
  onStopped,
}: DisposableOptions): Promise<DisposableValkey> {
  const { address, server: first } = await launcher.boot({ bounds })
  const clients = new Set<Redis>()
  const crashed = new Set<(crash: Crash) => void>()
  let running: LaunchedServer | null = null
  let stopped: Promise<void> | undefined
  // One change at a time: a restart while another is on its way would start two on one port.
  let changing: Promise<void> = Promise.resolve()
  adopt(first)

  const stop = () => {
    stopped ??= end()
    return stopped
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) {
    await stop()
    signal.throwIfAborted()
  }

  return {
    version: first.version,
    address,
    limits: launcher.limits,
    async connect(options = {}) {
      const client = await launcher.connect(address, options)
      if (stopped) client.disconnect()
      clients.add(client)
      client.once('end', () => clients.delete(client))
      return client
    },
    ask: (args, options = {}) => launcher.ask(address, args, options),
    pid: () => running?.pid ?? 0,
    freeze: () => send('SIGSTOP'),
    thaw: () => send('SIGCONT'),
    kill: () => inTurn(endRunning),
    restart: () =>
      inTurn(async () => {
        await endRunning()
        if (stopped) return
        adopt((await launcher.boot({ bounds, address })).server)
      }),
    onCrash(listener) {
      crashed.add(listener)
      return () => crashed.delete(listener)
    },
    stop,
  }

  function adopt(server: LaunchedServer): void {
    running = server
    void server.exited.then((crash) => {
      if (running !== server) return
      running = null
      for (const listener of crashed) listener(crash)
    })
  }

  function inTurn(change: () => Promise<void>): Promise<void> {
    const done = changing.then(change)
    changing = done.catch(() => undefined)
    return done
  }

  /** What it holds is thrown away in any case, so nobody asks it to end. A frozen one ends too. */
  async function endRunning(): Promise<void> {
    const server = running
    if (!server) return
    send('SIGKILL')
    running = null
    await server.exited
  }

  function send(name: NodeJS.Signals): void {
    if (!running) return
    try {
      process.kill(running.pid, name)
    } catch (cause) {
      // It ended by itself in this moment, and `exited` is about to say so.
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
    }
  }

  async function end(): Promise<void> {
    signal.removeEventListener('abort', stop)
    for (const client of clients) client.disconnect()
    await inTurn(endRunning)
    onStopped()
  }
}
