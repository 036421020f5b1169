// One server under test, a process of its own: /pass lets everybody through, /blocked nobody after the first.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { answerParent } from '../../server/process/answer-parent.ts'
import type { ValkeyAddress } from '../../server/valkey/address.ts'
import { connectValkey } from '../../server/valkey/connect.ts'
import { targets } from './targets.ts'

export type TargetQuestion = { ask: 'start'; valkey: ValkeyAddress } | { ask: 'cpu' }
export type Started = { port: number }
/** Microseconds of processor time since the process began, user and system. */
export type Cpu = { cpuUs: number }

const target = targets.find(({ name }) => name === process.argv[2])

answerParent<TargetQuestion>((question) => {
  if (question.ask === 'start') return start(question.valkey)
  const { user, system } = process.cpuUsage()
  return { cpuUs: user + system } satisfies Cpu
})

async function start(address: ValkeyAddress): Promise<Started> {
  if (!target) throw new Error(`there is no server called "${process.argv[2]}"`)
  const connection = connectValkey(address, { where: 'the benchmark Valkey' })
  const cause = await connection.ready(5000)
  if (cause) throw new Error(cause.sentence)

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  const policy = { valkey: connection.client, windowSeconds: 36_000 }
  const limits = { pass: 1_000_000_000, blocked: 1 }
  for (const [path, limit] of Object.entries(limits)) {
    const prefix = `bench:${target.name}:${path}:`
    app.get(`/${path}`, target.create({ ...policy, limit, prefix }), (_req, res) => {
      res.type('text/plain').send('Chuck Norris does not write code, code writes itself.')
    })
  }
  const server = app.listen(0, '127.0.0.1')
  // Connections stay open while another server has its turn.
  server.keepAliveTimeout = 0
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port }
}
