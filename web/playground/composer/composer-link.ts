// The composer's state in the page's link: /playground/?endpoint=keyspace&limit=3&client=user:ada&traffic=burst
import { algorithmNames } from '../../../server/limiter/algorithms/algorithms.ts'
import type { Client } from '../../core/ask.ts'
import { type NumberField, nameFault, numberFault } from './check-setup.ts'
import {
  countedBy,
  type Draft,
  type DraftClient,
  firstDraft,
  mostClients,
  trafficKinds,
} from './composer-state.ts'

/** A part of a link that cannot be, and what is used instead; null: it is left out. */
export type LinkFault = { name: string; value: string; used: string | null }

const longestShown = 40

/** The query of a draft, with its `?`: only what differs from the first draft, and nothing that could not be sent. */
export function formatLink(draft: Draft): string {
  const pairs: [name: string, value: string][] = []
  const add = (name: keyof Draft & string, value: string) => {
    if (value !== firstDraft[name]) pairs.push([name, value])
  }
  const addNumber = (name: NumberField) => {
    if (!numberFault(name, draft[name])) add(name, draft[name].trim())
  }
  if (draft.endpoint === 'keyspace') {
    add('endpoint', draft.endpoint)
    add('algorithm', draft.algorithm)
    addNumber('limit')
    addNumber('window')
    const clients = draft.clients.filter((client) => !nameFault(client)).map(clientText)
    if (clients.join() !== firstDraft.clients.map(clientText).join()) {
      pairs.push(...clients.map((text): [string, string] => ['client', text]))
    }
  }
  add('traffic', draft.traffic)
  if (draft.traffic === 'burst') addNumber('count')
  if (draft.traffic === 'steady') {
    addNumber('rate')
    addNumber('seconds')
  }
  if (pairs.length === 0) return ''
  return `?${pairs.map(([name, value]) => `${name}=${inQuery(value)}`).join('&')}`
}

/** Reads a link; what is missing or cannot be is the first draft's. Names it does not know are not its own. */
export function readLink(search: string): { draft: Draft; faults: LinkFault[] } {
  const query = new URLSearchParams(search)
  const faults: LinkFault[] = []
  const wrong = (name: string, value: string, used: string | null) =>
    faults.push({ name, value: value.slice(0, longestShown), used })

  // Links copied before the endpoint got its name.
  if (query.get('endpoint') === 'lab') query.set('endpoint', 'keyspace')

  function choice<Name extends string>(name: string, names: readonly Name[], fallback: Name): Name {
    const value = query.get(name)
    const found = names.find((one) => one === value)
    if (value !== null && found === undefined) wrong(name, value, fallback)
    return found ?? fallback
  }
  function number(name: NumberField): string {
    const value = query.get(name)
    if (value === null) return firstDraft[name]
    if (!numberFault(name, value)) return value.trim()
    wrong(name, value, firstDraft[name])
    return firstDraft[name]
  }
  function clients(): DraftClient[] {
    const read: Client[] = []
    for (const text of query.getAll('client')) {
      const client = readClient(text)
      const known = read.some((one) => clientText(one) === text)
      if (client && !known && read.length < mostClients) read.push(client)
      else wrong('client', text, null)
    }
    if (read.length === 0) return firstDraft.clients
    return read.map((client, i) => ({ id: i + 1, ...client }))
  }

  const draft: Draft = {
    endpoint: choice('endpoint', ['guide', 'keyspace'], firstDraft.endpoint),
    algorithm: choice('algorithm', algorithmNames, firstDraft.algorithm),
    limit: number('limit'),
    window: number('window'),
    clients: clients(),
    traffic: choice('traffic', trafficKinds, firstDraft.traffic),
    count: number('count'),
    rate: number('rate'),
    seconds: number('seconds'),
  }
  return { draft, faults }
}

const clientText = ({ by, name }: Client) => `${by}:${name.trim()}`

function readClient(text: string): Client | undefined {
  const by = countedBy.find((one) => text.startsWith(`${one}:`))
  const client = by && { by, name: text.slice(by.length + 1) }
  return client && !nameFault(client) ? client : undefined
}

/** Colons may stand in a query as they are, and read better so. */
function inQuery(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':')
}
