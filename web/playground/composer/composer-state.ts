// What stands in the composer's fields, as it was typed. check-setup.ts says whether it can be sent.
import type { CountedBy, KeyspacePolicy } from '../../../server/keyspace/contract.ts'

export const countedBy = ['ip', 'user', 'api-key'] as const satisfies CountedBy[]

export const trafficKinds = ['one', 'burst', 'steady'] as const

export type DraftClient = { id: number; by: CountedBy; name: string }

export type Draft = {
  /** The guide's GET /api/saka, with its policy and the browser as the client; or the keyspace's, where both are chosen. */
  endpoint: 'guide' | 'keyspace'
  algorithm: KeyspacePolicy['algorithm']
  limit: string
  window: string
  clients: DraftClient[]
  traffic: (typeof trafficKinds)[number]
  /** How many requests a burst has, from each client. */
  count: string
  /** How many a second, from each client, and for how many seconds. */
  rate: string
  seconds: string
}

/** The guide's own values. */
export const guidePolicy = { algorithm: 'fixed-window', limit: '5', window: '60' } as const

export const mostClients = 8

export const firstDraft: Draft = {
  endpoint: 'guide',
  ...guidePolicy,
  clients: [{ id: 1, by: 'ip', name: '203.0.113.1' }],
  traffic: 'one',
  count: '10',
  rate: '5',
  seconds: '10',
}

export function isGuidePolicy({ algorithm, limit, window }: Draft): boolean {
  return (
    algorithm === guidePolicy.algorithm &&
    limit.trim() === guidePolicy.limit &&
    window.trim() === guidePolicy.window
  )
}

/** One more client, counted as the last one is, under a name that is still free. At eight the draft stays as it is. */
export function addClient(draft: Draft): Draft {
  const { clients } = draft
  if (clients.length >= mostClients) return draft
  const by = clients.at(-1)?.by ?? 'ip'
  const id = Math.max(0, ...clients.map((client) => client.id)) + 1
  return { ...draft, clients: [...clients, { id, by, name: freeName(clients, by) }] }
}

/** The last one stays: somebody must send. */
export function removeClient(draft: Draft, id: number): Draft {
  if (draft.clients.length === 1) return draft
  return { ...draft, clients: draft.clients.filter((client) => client.id !== id) }
}

export function renameClient(draft: Draft, id: number, name: string): Draft {
  return withClient(draft, id, (client) => ({ ...client, name }))
}

/** A name belongs to what is counted: an address is no user, so the client gets a new one. */
export function countClientBy(draft: Draft, id: number, by: CountedBy): Draft {
  const others = draft.clients.filter((client) => client.id !== id)
  return withClient(draft, id, (client) => ({ ...client, by, name: freeName(others, by) }))
}

function withClient(draft: Draft, id: number, change: (client: DraftClient) => DraftClient): Draft {
  const clients = draft.clients.map((client) => (client.id === id ? change(client) : client))
  return { ...draft, clients }
}

const names = ['ada', 'bob', 'cem', 'dilek', 'eve', 'fatma', 'gus', 'hana']

// 203.0.113.0/24 is kept for documentation: https://www.rfc-editor.org/rfc/rfc5737
const nameOf: Record<CountedBy, (place: number) => string> = {
  ip: (place) => `203.0.113.${place + 1}`,
  user: (place) => names[place] ?? `user-${place + 1}`,
  'api-key': (place) => `key-${names[place] ?? place + 1}`,
}

function freeName(clients: DraftClient[], by: CountedBy): string {
  const taken = new Set(clients.filter((client) => client.by === by).map(({ name }) => name))
  const candidates = Array.from({ length: mostClients + 1 }, (_, place) => nameOf[by](place))
  return candidates.find((name) => !taken.has(name)) ?? ''
}
