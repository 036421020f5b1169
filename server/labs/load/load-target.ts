// One server under load, a separate process that the load lab starts. Like main.ts, it puts parts together.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { answerParent } from '../../process/answer-parent.ts'
import type { ValkeyAddress } from '../../valkey/address.ts'
import { connectValkey } from '../../valkey/connect.ts'
import type { Side } from './contract.ts'
import { createTargetApp } from './target-app.ts'

export type TargetQuestion = { ask: 'start'; side: Side; valkey: ValkeyAddress } | { ask: 'cpu' }
export type Started = { port: number }
/** Microseconds of processor time since the process began, user and system. */
export type Cpu = { cpuUs: number }

answerParent<TargetQuestion>((question) => {
  if (question.ask === 'start') return start(question)
  const { user, system } = process.cpuUsage()
  return { cpuUs: user + system } satisfies Cpu
})

async function start({ side, valkey }: { side: Side; valkey: ValkeyAddress }): Promise<Started> {
  const connection = connectValkey(valkey, { where: 'the Valkey of the load lab' })
  const cause = await connection.ready(5000)
  if (cause) throw new Error(cause.sentence)
  const server = createTargetApp({ side, valkey: connection.client }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port }
}
