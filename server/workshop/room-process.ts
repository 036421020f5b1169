// A program: one server process of a room, started by npm run workshop, which hands it its settings in the environment.

import { StartError } from '../process/start-error.ts'
import { startRoomServer } from './room-server.ts'

/** What it tells the process that started it. */
export type FromRoomProcess =
  | { is: 'ready'; port: number }
  | { is: 'ended' }
  | { is: 'failed'; why: string }

const log = (line: string) => process.stderr.write(`${line}\n`)
const tell = (message: FromRoomProcess) => process.send?.(message)
let close: (() => Promise<void>) | undefined
let stopped = false

async function stop(): Promise<void> {
  stopped = true
  await close?.()
  process.exit(0)
}

process.on('SIGTERM', stop)
// Ctrl-C reaches everybody in the terminal; whoever supervises says when it is time.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})

try {
  const server = await startRoomServer({
    env: process.env,
    root: process.cwd(),
    log: (line) => log(`[${process.pid}] ${line}`),
    onEnded: () => tell({ is: 'ended' }),
  })
  close = server.close
  if (stopped) await stop()
  log(`[${process.pid}] Serving the room on port ${server.port}`)
  tell({ is: 'ready', port: server.port })
} catch (error) {
  const why =
    error instanceof StartError
      ? error.message
      : String(error instanceof Error ? error.stack : error)
  if (process.send)
    process.send({ is: 'failed', why } satisfies FromRoomProcess, () => process.exit(1))
  else {
    log(why)
    process.exit(1)
  }
}
