import { AsyncLocalStorage } from 'node:async_hooks'
import { Command, type Redis } from 'ioredis'
import { markOf } from '../tap/mark.ts'

const current = new AsyncLocalStorage<string>()

/** Runs `work` as part of this request: commands that come of it are marked, also when they come later. */
export function asRequest(request: string, work: () => void): void {
  current.run(request, work)
}

/** From now on the client writes a mark before each command that belongs to a request, for the tap. */
export function markCommands(client: Redis): void {
  const send = client.sendCommand.bind(client)
  client.sendCommand = (command, stream) => {
    const request = current.getStore()
    if (request !== undefined && command instanceof Command) {
      const mark = markOf(request)
      const write = command.toWritable.bind(command)
      command.toWritable = (socket) => {
        const bytes = write(socket)
        return typeof bytes === 'string' ? `${mark}${bytes}` : Buffer.concat([mark, bytes])
      }
    }
    return send(command, stream)
  }
}
