import { randomInt } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { readEvents } from '../testing/read-events.ts'
import { connectValkey } from '../valkey/connect.ts'
import { startWorkbook } from './workbook.ts'

const opened: { close(): Promise<void> | void }[] = []
let root: string
/** Tests share one Valkey: each is a client with an address of its own, behind one proxy. */
let client: Record<string, string>
let key: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workbook-'))
  mkdirSync(join(root, 'dist/page/assets'), { recursive: true })
  writeFileSync(join(root, 'dist/page/index.html'), '<h1>The start page</h1>')
  writeFileSync(join(root, 'dist/page/404.html'), '<h1>No such page</h1>')
  writeFileSync(join(root, 'dist/page/assets/app-1a2b3c.js'), 'export {}')
  const ip = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  client = { 'X-Forwarded-For': ip }
  key = `rate:${ip}`
})
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
  rmSync(root, { recursive: true })
})

async function workbook(env: Record<string, string> = {}) {
  const { host, port, password } = inject('valkey')
  const log: string[] = []
  const started = await startWorkbook({
    env: {
      PORT: '0',
      TRUST_PROXY: '1',
      VALKEY_HOST: host,
      VALKEY_PORT: String(port),
      VALKEY_PASSWORD: password ?? '',
      VALKEY_TLS: 'false',
      ...env,
    },
    root,
    log: (line) => log.push(line),
  })
  opened.push(started)
  return { ...started, log }
}

function testValkey() {
  const connection = connectValkey(inject('valkey'), { where: 'the test Valkey' })
  opened.push(connection)
  return connection
}

test('six requests: five 200 counting down and a 429, and an open stream shows the same counts', async () => {
  const { url } = await workbook()
  const stream = await readEvents(`${url}/api/events`, client)
  opened.push(stream)
  await eventually(() => stream.events.length === 1)
  expect(stream.events[0]).toMatchObject({
    event: 'snapshot',
    data: {
      keys: [],
      yourKey: key,
      policy: { limit: 5, windowSeconds: 60 },
      valkey: { up: true, tls: false },
    },
  })
  const statuses: number[] = []
  for (let i = 0; i < 6; i += 1) {
    statuses.push((await fetch(`${url}/api/saka`, { headers: client })).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  // Between them, once a second, comes what else is read of the key.
  const hits = () => stream.events.flatMap((one) => (one.event === 'hit' ? [one.data] : []))
  await eventually(() => hits().length === 6)
  expect(hits()).toMatchObject(
    [1, 2, 3, 4, 5, 6].map((count) => ({ key, count, allowed: count <= 5 })),
  )
})

test('a stream opened later starts with the counter as Valkey holds it', async () => {
  const { url } = await workbook()
  await fetch(`${url}/api/saka`, { headers: client })
  const stream = await readEvents(`${url}/api/events`, client)
  opened.push(stream)
  const snapshot = await eventually(() => stream.events[0])
  expect(snapshot).toMatchObject({
    data: { keys: [{ key, count: 1, limit: 5, windowSeconds: 60 }] },
  })
})

test('what valkey-cli does to the key shows on the stream within 2 s', async () => {
  const { url } = await workbook()
  const { client: valkey, ready } = testValkey()
  await ready(5000)
  await fetch(`${url}/api/saka`, { headers: client })
  const stream = await readEvents(`${url}/api/events`, client)
  opened.push(stream)
  await eventually(() => stream.events.length === 1)
  await valkey.del(key)
  await eventually(() => stream.events.length === 2, { withinMs: 2000 })
  expect(stream.events[1]).toMatchObject({ event: 'key', data: { key, count: null, ttlMs: -2 } })
})

test('RATE_LIMIT and RATE_WINDOW_SECONDS change the policy', async () => {
  const { url } = await workbook({ RATE_LIMIT: '1', RATE_WINDOW_SECONDS: '7' })
  const first = await fetch(`${url}/api/saka`, { headers: client })
  expect(first.headers.get('RateLimit-Policy')).toBe('"default";q=1;w=7')
  expect((await fetch(`${url}/api/saka`, { headers: client })).status).toBe(429)
})

test('the joke is plain text and never cached', async () => {
  const { url } = await workbook()
  const response = await fetch(`${url}/api/saka`, { headers: client })
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/)
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect((await response.text()).length).toBeGreaterThan(10)
})

test('the page is asked for anew each time, its assets are kept for ever', async () => {
  const { url } = await workbook()
  const page = await fetch(`${url}/`)
  expect(await page.text()).toContain('The start page')
  expect(page.headers.get('Cache-Control')).toBe('no-cache')
  const asset = await fetch(`${url}/assets/app-1a2b3c.js`)
  expect(asset.headers.get('Cache-Control')).toMatch(/max-age=31536000, immutable/)
})

test('what does not exist is a page for a browser and a problem for everybody else', async () => {
  const { url } = await workbook()
  const page = await fetch(`${url}/nothing`, { headers: { Accept: 'text/html' } })
  expect([page.status, await page.text()]).toEqual([404, '<h1>No such page</h1>'])
  for (const path of ['/api/nothing', '/assets/nothing.js', '/../package.json', '/.env']) {
    const response = await fetch(url + path)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
  }
})

test.each(['/%E0%A4%A', '/api/%E0%A4%A', '/lessons/%00'])(
  'the malformed path %s is answered as not there, without a stack',
  async (path) => {
    const { url } = await workbook()
    const response = await fetch(url + path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toMatch(/at .*\.(ts|js)/)
  },
)

test('a foreign Origin gets 403 on the stream and is not counted on /api/saka', async () => {
  const { url } = await workbook()
  const headers = { ...client, Origin: 'http://evil.example' }
  expect((await fetch(`${url}/api/events`, { headers })).status).toBe(403)
  expect((await fetch(`${url}/api/saka`, { headers })).status).toBe(403)
  const { client: valkey, ready } = testValkey()
  await ready(5000)
  expect(await valkey.exists(key)).toBe(0)
})

test('a Valkey that is down at start: the page starts, says why, answers 503, and is not ready', async () => {
  const { url, log } = await workbook({ VALKEY_HOST: '127.0.0.1', VALKEY_PORT: '1' })
  expect(log.join()).toMatch(/Valkey is down: Nothing listens at 127\.0\.0\.1:1 \(ECONNREFUSED\)/)
  expect((await fetch(`${url}/`)).status).toBe(200)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const unready = await fetch(`${url}/readyz`)
  expect(unready.status).toBe(503)
  expect(await unready.json()).toMatchObject({ detail: expect.stringContaining('ECONNREFUSED') })
  const refused = await fetch(`${url}/api/saka`, { headers: client })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('Retry-After')).toBe('1')
  const stream = await readEvents(`${url}/api/events`, client)
  opened.push(stream)
  await eventually(() => stream.events.length >= 1)
  expect(stream.events[0]).toMatchObject({
    data: { keys: [], valkey: { up: false, cause: expect.stringContaining('ECONNREFUSED') } },
  })
})

test('a wrong password stops the start with the name of the variable', async () => {
  const start = workbook({ VALKEY_PASSWORD: 'wrong' })
  await expect(start).rejects.toThrow(/VALKEY_PASSWORD/)
})

test('a taken port stops the start with its number and another choice', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  opened.push({ close: () => void other.close() })
  const { port } = other.address() as { port: number }
  await expect(workbook({ PORT: String(port) })).rejects.toThrow(
    `Port ${port} is taken by another program.`,
  )
})

test('close ends open streams and lets go of the port at once', async () => {
  const { url, close } = await workbook()
  const stream = await readEvents(`${url}/api/events`, client)
  await eventually(() => stream.events.length === 1)
  await close()
  await stream.ended
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})

test('without VALKEY_HOST it starts a private Valkey, and the plain address is the key', async () => {
  // A copy of Valkey that was fetched before is used, so that this test downloads nothing twice.
  mkdirSync('.valkey', { recursive: true })
  symlinkSync(join(process.cwd(), '.valkey'), join(root, '.valkey'))
  const { url } = await workbook({
    VALKEY_HOST: '',
    TRUST_PROXY: '',
    VALKEY_SERVER: process.env.VALKEY_SERVER ?? '',
  })
  await fetch(`${url}/api/saka`)
  const stream = await readEvents(`${url}/api/events`)
  opened.push(stream)
  await eventually(() => stream.events.length === 1)
  expect(stream.events[0]).toMatchObject({
    data: {
      yourKey: 'rate:127.0.0.1',
      keys: [{ key: 'rate:127.0.0.1', count: 1 }],
      valkey: { where: expect.stringContaining('private valkey-server') },
    },
  })
})
