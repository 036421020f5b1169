import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

/** One command as MONITOR reports it. `source` is the client's address, or "lua" for a command that a script runs. */
export type WatchedCommand = { atUs: number; args: string[]; source: string }

export type CommandWatch = {
  /** All commands so far, in the order Valkey ran them. */
  seen: WatchedCommand[]
  /** Waits until every command before this call has been seen; `control` sends the marker that it waits for. */
  caughtUp(control: Redis): Promise<void>
  close(): void
}

const markDeadlineMs = 5000

/**
 * Watches every command of a server, on a separate connection. MONITOR slows a server down and shows the commands of all
 * its clients, so this is only for a server that belongs to the run.
 * Source: https://valkey.io/commands/monitor/
 */
export async function watchCommands(valkey: Redis): Promise<CommandWatch> {
  const monitor = await valkey.monitor()
  const seen: WatchedCommand[] = []
  monitor.on('monitor', (time: string, args: string[], source: string) => {
    seen.push({ atUs: microseconds(time), args, source })
  })

  async function caughtUp(control: Redis): Promise<void> {
    const mark = randomUUID()
    const isMark = ({ args }: WatchedCommand) => args[1] === mark
    await control.echo(mark)
    const deadline = performance.now() + markDeadlineMs
    while (!seen.some(isMark)) {
      if (performance.now() > deadline) {
        throw new Error(`MONITOR did not report the last commands within ${markDeadlineMs} ms.`)
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    seen.splice(seen.findIndex(isMark), 1)
  }

  return { seen, caughtUp, close: () => monitor.disconnect() }
}

/** "1339518083.107412" in whole microseconds. */
function microseconds(time: string): number {
  const [seconds = '0', fraction = '0'] = time.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'))
}
