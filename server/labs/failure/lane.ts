// One setup of client and limiter, and the steady stream of requests that it gets.
import { Agent } from 'node:http'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import type { FailureEvent, FailureOptions, LaneName, LaneSettings } from './contract.ts'
import { openLimitedServer } from './limited-server.ts'
import { sendRequest } from './send-request.ts'

/** Requests that may wait for an answer at the same time; more are held back, and the page shows that. */
const mostWaiting = 100

export type Lane = {
  send(): void
  setOnFailure(onFailure: LaneSettings['onFailure']): void
  close(): Promise<void>
}

type LaneOptions = {
  name: LaneName
  options: FailureOptions
  valkey: DisposableValkey
  /** Where its client connects to: the proxy. */
  port: number
  now: () => number
  report: (event: FailureEvent) => void
}

export async function openLane({
  name,
  options,
  valkey,
  port,
  now,
  report,
}: LaneOptions): Promise<Lane> {
  const { client: settings, onFailure, deadline } = options[name]
  const client = await valkey.connect({ settings, port })
  const { limit, windowSeconds } = options
  const prefix = `rate:${name}:`
  const server = await openLimitedServer({
    valkey: client,
    prefix,
    limit,
    windowSeconds,
    onFailure,
    deadline,
  })
  const agent = new Agent({ keepAlive: true, maxSockets: mostWaiting })
  let nextId = 1
  let waiting = 0

  return {
    send() {
      if (waiting >= mostWaiting)
        return report({ kind: 'held back', lane: name, at: now(), waiting })
      const id = nextId++
      waiting += 1
      report({ kind: 'sent', lane: name, id, at: now() })
      void sendRequest(server.url, { agent }).then((outcome) => {
        waiting -= 1
        report({ kind: 'answered', lane: name, id, at: now(), ...outcome })
      })
    },
    setOnFailure: server.setOnFailure,
    async close() {
      agent.destroy()
      await server.close()
    },
  }
}
