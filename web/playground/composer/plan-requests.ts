import { type Client, type OutgoingRequest, sakaPath } from '../../core/ask.ts'
import type { Setup } from './check-setup.ts'

const labPath = '/api/keyspace/saka'

const headerOf = { ip: 'X-Forwarded-For', user: 'X-User', 'api-key': 'X-API-Key' } as const

/** One request of each client: where it goes, and how it says who sends. */
export function requestsOfARound({ policy, clients }: Setup): OutgoingRequest[] {
  if (policy === null) return [{ path: sakaPath }]
  const { algorithm, limit, windowSeconds } = policy
  return clients.map((client) => ({
    path: `${labPath}?algorithm=${algorithm}&limit=${limit}&window=${windowSeconds}&by=${client.by}`,
    headers: { [headerOf[client.by]]: client.name },
    client,
  }))
}

/** All requests of a setup: round after round, each client once in each. `perSecond` is for all clients together. */
export function planRequests(setup: Setup): { requests: OutgoingRequest[]; perSecond?: number } {
  const round = requestsOfARound(setup)
  const requests = Array.from({ length: setup.each }, () => round).flat()
  return setup.rate === null ? { requests } : { requests, perSecond: setup.rate * round.length }
}

/** Whether an answer that was logged is one of this client's. */
export function isClient(one: Client | undefined, { by, name }: Client): boolean {
  return one?.by === by && one.name === name.trim()
}
