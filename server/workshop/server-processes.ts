import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { StartError } from '../process/start-error.ts'
import type { Running } from '../room/keep-running.ts'
import type { FromRoomProcess } from './room-process.ts'

/**
 * Server processes that share one port. Each takes its connections from it by itself: where the supervisor hands them out,
 * Node's default, one that was being handed to a process as it died stays open and is answered by nobody.
 * Source: https://nodejs.org/api/cluster.html#how-it-works
 */
export function createServers({
  root,
  settings,
  onEnded,
}: {
  root: string
  settings: Record<string, string | undefined>
  onEnded: () => void
}): {
  start: () => Running
  port: () => number
} {
  let port = Number(settings.PORT)
  let asked = port
  let alive = 0
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({
    exec: new URL('./room-process.ts', import.meta.url).pathname,
    execArgv: ['--import', 'tsx'],
    args: [],
    cwd: root,
  })
  return {
    port: () => port,
    start() {
      // Those that ask for the same get the same, port 0 included, for as long as one of them lives.
      if (alive === 0) asked = port
      alive += 1
      const worker = cluster.fork({ ...settings, PORT: String(asked) })
      const ended = once(worker, 'exit').then(([code, signal]) => {
        alive -= 1
        return String(signal ?? `exit code ${code}`)
      })
      return { ended, ready: ready(worker), stop: () => stopWorker(worker, ended) }
    },
  }

  function ready(worker: Worker): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromRoomProcess) => {
        if (message.is === 'failed') reject(new StartError(message.why))
        if (message.is === 'ended') onEnded()
        if (message.is !== 'ready') return
        port = message.port
        resolve()
      })
      worker.on('exit', () => reject(new Error('A server process of the room ended at its start.')))
    })
  }
}

const stopWithinMs = 5000

async function stopWorker(worker: Worker, ended: Promise<string>): Promise<void> {
  worker.process.kill('SIGTERM')
  const insist = setTimeout(() => worker.process.kill('SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(insist)
}
