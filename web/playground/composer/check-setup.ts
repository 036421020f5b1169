// From what was typed to what can be sent, or to what is wrong with it, field by field.
import { keyspaceBounds, longestName } from '../../../server/keyspace/bounds.ts'
import type { KeyspacePolicy } from '../../../server/keyspace/contract.ts'
import { algorithms } from '../../../server/limiter/algorithms/algorithms.ts'
import type { Client } from '../../core/ask.ts'
import type { Draft, DraftClient } from './composer-state.ts'
import { isAddress } from './is-address.ts'

/** What GET /api/keyspace/saka takes, and what a browser can sensibly send. */
export const bounds = {
  ...keyspaceBounds,
  count: { min: 1, max: 500 },
  rate: { min: 1, max: 50 },
  seconds: { min: 1, max: 300 },
} as const

export const mostRequests = 5_000

export type NumberField = keyof typeof bounds
export type FieldName = NumberField | `client-${number}`

export type Fault =
  | { is: 'number'; field: NumberField; min: number; max: number; value: string }
  | { is: 'log'; max: number; value: string }
  | { is: 'many'; requests: number; max: number }
  | { is: 'address' | 'name' | 'same'; value: string }

export type Faults = Partial<Record<FieldName, Fault>>

export type Setup = {
  /** null: the guide's endpoint, which has a policy of its own and counts the browser. */
  policy: Omit<KeyspacePolicy, 'by'> | null
  clients: Client[]
  /** Requests from each client. */
  each: number
  /** Requests a second from each client; null: as fast as they go. */
  rate: number | null
}

/** A setup when every field that counts is right, else the faults of those that are not. */
export function checkSetup(draft: Draft): { setup: Setup } | { faults: Faults } {
  const faults: Faults = {}
  function number(field: NumberField, needed: boolean): number {
    if (!needed) return 1
    const fault = numberFault(field, draft[field])
    if (fault) faults[field] = fault
    return Number(draft[field])
  }

  const { endpoint, algorithm, traffic } = draft
  const inKeyspace = endpoint === 'keyspace'
  const limit = number('limit', inKeyspace)
  const windowSeconds = number('window', inKeyspace)
  const count = number('count', traffic === 'burst')
  const rate = number('rate', traffic === 'steady')
  const seconds = number('seconds', traffic === 'steady')
  const { mostLimit } = algorithms[algorithm]
  if (inKeyspace && mostLimit !== undefined && limit > mostLimit) {
    faults.limit ??= { is: 'log', max: mostLimit, value: draft.limit.trim() }
  }
  const clients = inKeyspace ? draft.clients : []
  for (const client of clients) {
    const fault = clientFault(client, clients)
    if (fault) faults[`client-${client.id}`] = fault
  }
  const each = traffic === 'steady' ? rate * seconds : count
  const requests = each * Math.max(1, clients.length)
  if (Object.keys(faults).length === 0 && requests > mostRequests) {
    const field = traffic === 'steady' ? 'seconds' : 'count'
    faults[field] = { is: 'many', requests, max: mostRequests }
  }
  if (Object.keys(faults).length > 0) return { faults }
  return {
    setup: {
      policy: inKeyspace ? { algorithm, limit, windowSeconds } : null,
      clients: clients.map(({ by, name }) => ({ by, name: name.trim() })),
      each,
      rate: traffic === 'steady' ? rate : null,
    },
  }
}

export function numberFault(field: NumberField, text: string): Fault | undefined {
  const { min, max } = bounds[field]
  const value = text.trim()
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  return number >= min && number <= max ? undefined : { is: 'number', field, min, max, value }
}

/** A name travels in an HTTP header, so it is plain ASCII. */
export function nameFault({ by, name }: Client): Fault | undefined {
  const value = name.trim()
  if (by === 'ip') return isAddress(value) ? undefined : { is: 'address', value }
  const fits = /^[ -~]+$/.test(value) && value.length <= longestName
  return fits ? undefined : { is: 'name', value }
}

function clientFault(client: DraftClient, all: DraftClient[]): Fault | undefined {
  const value = client.name.trim()
  const first = all.find(({ by, name }) => by === client.by && name.trim() === value)
  return nameFault(client) ?? (first === client ? undefined : { is: 'same', value })
}
