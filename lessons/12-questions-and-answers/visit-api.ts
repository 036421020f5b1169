// Runs an API as a learner wrote it and sends it real requests, from outside: the checks know nothing but HTTP and Valkey.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ErrorRequestHandler, Express } from 'express'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { ApiOptions } from './solution/api.ts'

/** `valkey` has a key prefix of its own for each check, so every counter starts at nothing. */
export type Check = (parts: { createApi: CreateApi; valkey: Redis }) => Promise<void>

export type CreateApi = (options: ApiOptions) => Express
export type Policies = NonNullable<ApiOptions['policies']>

// Ada has two keys, and one of them has an id like her name: no policy may mix them up.
export const clients = new Map([
  ['s3cret-ada-1', { id: 'ada', user: 'ada' }],
  ['s3cret-ada-2', { id: 'ada-2', user: 'ada' }],
  ['s3cret-bob-1', { id: 'bob-1', user: 'bob' }],
])
export const adasKey = 's3cret-ada-1'
export const adasOtherKey = 's3cret-ada-2'
export const bobsKey = 's3cret-bob-1'
export const secrets = [...clients.keys()]

export type Answer = { status: number; header: (name: string) => string | null; text: string }

export type Sent = { apiKey?: string; forwardedFor?: string; headers?: Record<string, string> }

export type Visit = {
  /** One request, "GET /api/saka"; `forwardedFor` is what X-Forwarded-For says. */
  send(request: string, options?: Sent): Promise<Answer>
  /** The statuses of so many requests, one after the other. */
  statuses(times: number, request: string, options?: Sent): Promise<number[]>
  /** The statuses of so many requests at the same time. */
  together(times: number, request: string, options?: Sent): Promise<number[]>
  /** How many reports were made. */
  reportsMade(): number
}

/** Listens on loopback as long as `visit` lasts. `behindProxy`: Express is told that a proxy on this machine may be believed. */
export async function visitApi(
  {
    createApi,
    valkey,
    policies,
    behindProxy = false,
  }: { createApi: CreateApi; valkey: Redis; policies?: Partial<Policies>; behindProxy?: boolean },
  visit: (api: Visit) => Promise<void>,
): Promise<void> {
  const plenty = { limit: 1000, windowSeconds: 30 }
  const all = policies && { login: plenty, user: plenty, report: plenty, ...policies }
  let reports = 0
  const makeReport = ({ id }: { id: string }) => {
    reports += 1
    return `report for ${id}`
  }
  const app = createApi({ valkey, clients, makeReport, ...(all && { policies: all }) })
  if (behindProxy) app.set('trust proxy', 'loopback')
  const late: string[] = []
  const noteLate: ErrorRequestHandler = (error, _req, res, next) => {
    if (res.headersSent) late.push(String(error))
    else next(error)
  }
  app.use(noteLate)
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const send: Visit['send'] = async (
    request,
    { apiKey, forwardedFor, headers: more = {} } = {},
  ) => {
    const [method = '', path = ''] = request.split(' ')
    const headers = new Headers(more)
    if (apiKey !== undefined) headers.set('X-API-Key', apiKey)
    if (forwardedFor !== undefined) headers.set('X-Forwarded-For', forwardedFor)
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })
    const header = (name: string) => response.headers.get(name)
    return { status: response.status, header, text: await response.text() }
  }
  const statuses: Visit['statuses'] = async (times, request, options) => {
    const received: number[] = []
    for (let sent = 0; sent < times; sent += 1) {
      received.push((await send(request, options)).status)
    }
    return received
  }
  const together: Visit['together'] = async (times, request, options) => {
    const sent = Array.from({ length: times }, () => send(request, options))
    return (await Promise.all(sent)).map(({ status }) => status)
  }
  try {
    await visit({ send, statuses, together, reportsMade: () => reports })
    expect(late, 'errors thrown for a request after its answer was sent').toEqual([])
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** All keys under the client's own prefix, without it. */
export async function keysOf(valkey: Redis): Promise<string[]> {
  const prefix = valkey.options.keyPrefix ?? ''
  const keys = await valkey.keys(`${prefix}*`)
  return keys.map((key) => key.slice(prefix.length)).toSorted()
}
