// Filling a small Valkey's memory, and what that does to clients who were over their limit.
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import type { FillResult } from './contract.ts'
import { openLimitedServer } from './limited-server.ts'
import { sendRequest } from './send-request.ts'

const blockedClients = 50
const fillerBytes = 32 * 1024
const perRound = 16
const mostRounds = 60
const fillLua = readFileSync(new URL('./fill.lua', import.meta.url), 'utf8')

export type Memory = {
  /** Blocks fifty clients, fills the memory, and lets the fifty try again. Throws when Valkey does not answer. */
  fill(): Promise<FillResult>
  /** Deletes what filled it. */
  clear(): Promise<void>
  close(): Promise<void>
}

export async function openMemory(valkey: DisposableValkey): Promise<Memory> {
  const client = await valkey.connect()
  const server = await openLimitedServer({
    valkey: client,
    prefix: 'rate:blocked:',
    limit: 1,
    windowSeconds: 600,
    onFailure: 'failClosed',
    deadline: true,
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 10 })
  let fills = 0
  let fillers: string[] = []

  async function askAll(prefix: string) {
    const users = Array.from({ length: blockedClients }, (_, i) => `${prefix}-${i}`)
    return Promise.all(users.map((user) => sendRequest(server.url, { agent, user })))
  }

  return {
    async fill() {
      fills += 1
      const clients = `client-${fills}`
      await askAll(clients)
      const blocked = await askAll(clients)
      await fillUp()
      const again = await askAll(clients)
      const count = (outcomes: typeof again, status: number) =>
        outcomes.filter((one) => one.status === status).length
      return {
        blocked: count(blocked, 429),
        letIn: count(again, 200),
        refused: count(again, 429),
        unavailable: count(again, 503),
      }
    },
    async clear() {
      if (fillers.length > 0) await client.unlink(fillers)
      fillers = []
    },
    async close() {
      agent.destroy()
      await server.close()
    },
  }

  /** Until Valkey refuses to take more, or has thrown out what came before. */
  async function fillUp(): Promise<void> {
    const evictedBefore = await readStat(valkey, 'evicted_keys')
    for (let round = 0; round < mostRounds; round += 1) {
      const keys = Array.from({ length: perRound }, (_, i) => `filler:${fills}:${round}:${i}`)
      try {
        await client.eval(fillLua, keys.length, ...keys, fillerBytes)
        fillers.push(...keys)
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('OOM')) return
        throw error
      }
      // Every counter is older than every filler, so they go first.
      const evicted = (await readStat(valkey, 'evicted_keys')) - evictedBefore
      if (evicted > 2 * blockedClients) return
    }
  }
}

/** A number of INFO; 0 where there is none. */
export async function readStat(valkey: DisposableValkey, name: string): Promise<number> {
  return (await readStats(valkey))[name] ?? 0
}

export async function readStats(valkey: DisposableValkey): Promise<Record<string, number>> {
  const asked = await valkey.ask(['INFO', 'everything'], { timeoutMs: 500 })
  if (asked.outcome !== 'replied' || asked.reply.type !== 'string') return {}
  const pairs = [...asked.reply.bytes.toString().matchAll(/^(\w+):(\d+)\r?$/gm)]
  return Object.fromEntries(pairs.map(([, name, value]) => [name, Number(value)]))
}
