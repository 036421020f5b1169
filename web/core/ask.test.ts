import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { sendRequest } from './ask.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A real HTTP server that answers as the test says. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/saka`
}

test('a 200 is allowed, with its headers, body and duration', async () => {
  const url = await serve((_req, res) =>
    res.setHeader('RateLimit', '"default";r=4;t=60').end('a joke'),
  )
  const answer = await sendRequest({ path: url })
  expect(answer).toMatchObject({ kind: 'allowed', status: 200, body: 'a joke' })
  expect(answer.headers).toContainEqual(['ratelimit', '"default";r=4;t=60'])
  expect(answer.durationMs).toBeGreaterThan(0)
})

test('a 429 is a value: limited, with the seconds to wait', async () => {
  const url = await serve((_req, res) => res.writeHead(429, { 'Retry-After': '41' }).end('{}'))
  expect(await sendRequest({ path: url })).toMatchObject({ kind: 'limited', retryAfterSeconds: 41 })
})

test('without a usable Retry-After the RateLimit field says the wait, and it is never 0', async () => {
  const url = await serve((req, res) => {
    if (req.url?.endsWith('?reset')) res.setHeader('RateLimit', '"default";r=0;t=7')
    res.writeHead(429, { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' }).end()
  })
  expect(await sendRequest({ path: `${url}?reset` })).toMatchObject({ retryAfterSeconds: 7 })
  expect(await sendRequest({ path: url })).toMatchObject({ retryAfterSeconds: 1 })
})

test('a 503 is unavailable, never a limit', async () => {
  const url = await serve((_req, res) => res.writeHead(503, { 'Retry-After': '1' }).end())
  expect(await sendRequest({ path: url })).toMatchObject({ kind: 'unavailable', status: 503 })
})

test('an answer outside the contract has failed, and is shown all the same', async () => {
  const url = await serve((_req, res) => res.writeHead(403).end('Host not allowed'))
  expect(await sendRequest({ path: url })).toMatchObject({
    kind: 'failed',
    status: 403,
    reason: '403 Forbidden',
    body: 'Host not allowed',
  })
})

test('a cut connection has failed, with a reason and without a status', async () => {
  const url = await serve((req) => req.socket.destroy())
  const answer = await sendRequest({ path: url })
  expect(answer).toMatchObject({ kind: 'failed' })
  expect(answer.status).toBeUndefined()
})

test('headers go with the request: who sends, and its id', async () => {
  const url = await serve((req, res) =>
    res.end(`${req.headers['x-user']} ${req.headers['x-request-id']}`),
  )
  const request = { path: url, headers: { 'X-User': 'ada' }, requestId: 'p1-17' }
  expect(await sendRequest(request)).toMatchObject({ body: 'ada p1-17' })
})
