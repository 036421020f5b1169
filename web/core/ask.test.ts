import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ask, sendRequest } from './ask.ts'
import { askLines } from './ask-lines.ts'

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

test('ask sends JSON and reads JSON; a body makes it a POST', async () => {
  const url = await serve(async (req, res) => {
    let body = ''
    for await (const piece of req) body += piece
    res.end(
      JSON.stringify({ method: req.method, type: req.headers['content-type'], body: `${body}` }),
    )
  })
  expect(await ask(url)).toMatchObject({ is: 'answered', body: { method: 'GET', body: '' } })
  expect(await ask(url, { body: { a: 1 } })).toEqual({
    is: 'answered',
    body: { method: 'POST', type: 'application/json', body: '{"a":1}' },
  })
})

test('ask: a 204 is answered, with null', async () => {
  const url = await serve((_req, res) => res.writeHead(204).end())
  expect(await ask(url)).toEqual({ is: 'answered', body: null })
})

test('ask: a problem is refused with its sentence, anything else with its status', async () => {
  const url = await serve((req, res) => {
    const problem = { title: 'Busy', detail: 'Wait a moment.', current: 1 }
    res.writeHead(req.url?.endsWith('?problem') ? 409 : 502)
    res.end(req.url?.endsWith('?problem') ? JSON.stringify(problem) : '<h1>Proxy</h1>')
  })
  expect(await ask(`${url}?problem`)).toMatchObject({
    is: 'refused',
    status: 409,
    title: 'Busy',
    detail: 'Wait a moment.',
    body: { current: 1 },
  })
  expect(await ask(url)).toMatchObject({
    is: 'refused',
    title: '502 Bad Gateway',
    detail: 'The server answered 502.',
  })
})

test('ask: a 200 that is no JSON is refused', async () => {
  const url = await serve((_req, res) => res.end('<h1>Log in to the Wi-Fi</h1>'))
  expect(await ask(url)).toMatchObject({ is: 'refused', status: 200 })
})

test('ask: no answer, none in time and none wanted any more are not reached', async () => {
  const cut = await serve((req) => req.socket.destroy())
  expect(await ask(cut)).toEqual({ is: 'unreached', detail: 'the connection failed' })
  const silent = await serve(() => undefined)
  expect(await ask(silent, { withinMs: 50 })).toEqual({
    is: 'unreached',
    detail: 'no answer within 0.05 s',
  })
  const leaving = new AbortController()
  const asked = ask(silent, { signal: leaving.signal })
  leaving.abort()
  expect(await asked).toMatchObject({ is: 'unreached' })
})

test('askLines gives the lines as they arrive, and says how the answer ended', async () => {
  const seen: unknown[] = []
  const onLines = (lines: unknown[]) => seen.push(...lines)
  const whole = await serve((_req, res) => {
    res.write('{"a":1}\n{"b"')
    setTimeout(() => res.end(':2}\n'), 50)
  })
  expect(await askLines(whole, { onLines })).toEqual({ is: 'answered', body: null })
  expect(seen).toEqual([{ a: 1 }, { b: 2 }])

  const broken = await serve((_req, res) => {
    res.write('{"c":3}\n')
    setTimeout(() => res.destroy(), 50)
  })
  expect(await askLines(broken, { onLines })).toMatchObject({ is: 'unreached' })
  expect(seen).toContainEqual({ c: 3 })

  const refusing = await serve((_req, res) => res.writeHead(429).end('{"detail":"One at a time."}'))
  expect(await askLines(refusing, { onLines })).toMatchObject({ detail: 'One at a time.' })
})
