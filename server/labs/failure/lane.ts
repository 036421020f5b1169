// One way to set up client and limiter, and the steady stream of requests that it gets.
import { Agent } from 'node:http'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import type { FailureEvent, FailureOptions, LaneName, LaneSettings } from './contract.ts'
import { openLimitedServer } from './limited-server.ts'
import { sendRequest } from './send-request.ts'

/** So many may wait for an answer; more are not sent, and that is told. */
const mostWaiting = 100

export type Lane = {
  send(): void
  setOnFailure(onFailure: LaneSettings['onFailure']): void
  close(): Promise<void>
}

type Options = {
  name: LaneName
  options: FailureOptions
  valkey: DisposableValkey
  /** Where its client connects to: the proxy. */
  port: number
  now: () => number
  tell: (data: FailureEvent) => void
}

export async function openLane({ name, options, valkey, port, now, tell }: Options): Promise<Lane> {
  const { client: settings, onFailure, deadline } = options[name]
  const client = await valkey.connect({ settings, port })
  const { limit, windowSeconds } = options
  const prefix = `rate:${name}:`
  const server = await openLimitedServer({
    ...{ valkey: client, prefix, limit, windowSeconds, onFailure, deadline },
  })
  const agent = new Agent({ keepAlive: true, maxSockets: mostWaiting })
  let nextId = 1
  let waiting = 0

  return {
    send() {
      if (waiting >= mostWaiting) return tell({ kind: 'held back', lane: name, at: now(), waiting })
      const id = nextId++
      waiting += 1
      tell({ kind: 'sent', lane: name, id, at: now() })
      void sendRequest(server.url, { agent }).then((outcome) => {
        waiting -= 1
        tell({ kind: 'answered', lane: name, id, at: now(), ...outcome })
      })
    },
    setOnFailure: server.setOnFailure,
    async close() {
      agent.destroy()
      await server.close()
    },
  }
}
