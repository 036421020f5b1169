// The server that the inspector's cost is measured on: /plain has no inspector, /inspected has one, /events shows it.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler } from 'express'
import { createEventStream } from '../../server/http/event-stream.ts'
import { createInspector } from '../../server/inspector/inspector.ts'
import { rateLimit } from '../../server/limiter/rate-limit.ts'
import { createChannel } from '../../server/live/channel.ts'
import { answerParent } from '../../server/process/answer-parent.ts'
import type { ValkeyAddress } from '../../server/valkey/address.ts'
import { connectValkey } from '../../server/valkey/connect.ts'

export type InspectorQuestion = { ask: 'start'; valkey: ValkeyAddress } | { ask: 'cpu' }

answerParent<InspectorQuestion>((question) => {
  if (question.ask === 'start') return start(question.valkey)
  const { user, system } = process.cpuUsage()
  return { cpuUs: user + system }
})

async function start(address: ValkeyAddress): Promise<{ port: number }> {
  const { client, ready } = connectValkey(address, { where: 'the benchmark Valkey' })
  const cause = await ready(5000)
  if (cause) throw new Error(cause.sentence)
  const channel = createChannel()
  const inspector = createInspector({
    publish: channel.publish,
    explain: String,
    onError: (error) => {
      throw error
    },
  })
  const events = createEventStream({
    open: () => ({
      follow(send) {
        send({ event: 'snapshot', data: { keys: [], yourKey: '', policy, valkey: status } })
        return channel.subscribe(send)
      },
      close: inspector.watch(),
    }),
  })
  const limited = (prefix: string) => rateLimit({ valkey: client, ...policy, prefix })
  const joke: RequestHandler = (_req, res) => {
    res.type('text/plain').send('Chuck Norris does not write code, code writes itself.')
  }
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.get('/events', events.handler)
  app.get('/plain', limited('bench:plain:'), joke)
  app.get('/inspected', inspector.arrivals, limited('bench:inspected:'), joke)
  const server = app.listen(0, '127.0.0.1')
  server.keepAliveTimeout = 0
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port }
}

const policy = { limit: 1_000_000_000, windowSeconds: 36_000 }
const status = { up: true, since: 0, version: null, where: 'the benchmark Valkey', tls: false }
