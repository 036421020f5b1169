import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCertificates } from '../../scripts/certificate.ts'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { serveApi } from '../testing/serve-api.ts'
import { checkConnection } from '../valkey/check-connection.ts'
import type { ConnectionNow, ConnectionReport } from '../valkey/contract.ts'
import { createConnectionCheck, createConnectionRoute } from './connection-routes.ts'

let own: Awaited<ReturnType<typeof openOwnValkey>>
let server: Awaited<ReturnType<typeof serveApi>>
let certificates: Awaited<ReturnType<typeof makeCertificates>>
let tlsPort: number
const log: string[] = []
const servers: Server[] = []

beforeAll(async () => {
  own = await openOwnValkey()
  // The Valkey of the tests may be built without TLS: this stands before it and speaks it.
  certificates = await makeCertificates({ hosts: ['localhost'] })
  const { certificate: cert, key } = certificates
  tlsPort = await listen(
    createTlsServer({ cert, key }, (client) => {
      const valkey = connect({ host: own.server.address.host, port: own.server.address.port })
      for (const socket of [client, valkey]) socket.on('error', () => undefined)
      client.pipe(valkey).pipe(client)
    }),
  )
  const routes = {
    '/api/connection-check': createConnectionCheck(checkConnection),
    '/api/connection': createConnectionRoute(own),
  }
  server = await serveApi(routes, (line) => log.push(line))
})
afterAll(async () => {
  await server?.close()
  for (const one of servers) one.close()
  await own?.closeBoth()
})

async function listen(one: Server): Promise<number> {
  servers.push(one)
  // Whoever probes them leaves as soon as it knows.
  one.on('connection', (socket) => socket.on('error', () => undefined))
  one.listen(0, '127.0.0.1')
  await once(one, 'listening')
  return (one.address() as AddressInfo).port
}

function post(body: unknown): Promise<Response> {
  return fetch(`${server.url}/api/connection-check`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

async function check(changes: object = {}): Promise<ConnectionReport> {
  const { host, port, password } = own.server.address
  const response = await post({ host, port, password, tls: false, ...changes })
  expect(response.status).toBe(200)
  return (await response.json()) as ConnectionReport
}

const states = ({ steps }: ConnectionReport) => steps.map(({ step, state }) => `${step} ${state}`)

test('the workbook tells what it is connected to, and how long a PING takes', async () => {
  const response = await fetch(`${server.url}/api/connection`)
  const { status, roundTripMs } = (await response.json()) as ConnectionNow
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(status).toMatchObject({ up: true, version: own.server.version, tls: false })
  expect(roundTripMs).toHaveLength(7)
  expect(Math.min(...roundTripMs)).toBeGreaterThan(0)
})

test('right credentials pass every step', async () => {
  const report = await check()
  expect(report).toMatchObject({ works: true, host: '127.0.0.1', tls: false })
  expect(states(report)).toEqual([
    'name ok',
    'port ok',
    'tls skipped',
    'login ok',
    'answer ok',
    'scripts ok',
  ])
  expect(report.steps[4]?.found).toBe(`Valkey ${own.server.version}`)
  expect(report.roundTripMs).toHaveLength(5)
  expect(report.cause).toBeUndefined()
})

test.each([
  ['a wrong password', { password: 'hunter2' }, 'login', /refused the password \(WRONGPASS\)/],
  ['no password', { password: undefined }, 'login', /asks for a password \(NOAUTH\)/],
  ['a user that is not there', { username: 'ada' }, 'login', /WRONGPASS/],
  ['a name that is none', { host: 'valkey.invalid' }, 'name', /VALKEY_HOST/],
  ['TLS where there is none', { tls: true }, 'tls', /does not speak TLS .* VALKEY_TLS=false/],
])('%s is named at its step', async (_what, changes, step, sentence) => {
  const report = await check(changes)
  expect(report.works).toBe(false)
  expect(report.steps.find(({ state }) => state === 'failed')?.step).toBe(step)
  expect(report.cause?.sentence).toMatch(sentence)
  expect(JSON.stringify(report)).not.toContain('hunter2')
})

test('a port where nobody listens is named', async () => {
  const gone = createServer()
  const port = await listen(gone)
  gone.close()
  const report = await check({ port })
  expect(states(report).slice(0, 3)).toEqual(['name ok', 'port failed', 'tls skipped'])
  expect(report.cause?.sentence).toContain(`Nothing listens at 127.0.0.1:${port} (ECONNREFUSED)`)
})

test('a port of something else is named', async () => {
  const port = await listen(
    createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  )
  expect((await check({ port })).cause?.sentence).toMatch(/does not answer as a Valkey does/)
})

test('silence is named, and ends', { timeout: 30_000 }, async () => {
  const sockets: { destroy(): void }[] = []
  const port = await listen(createServer((socket) => void sockets.push(socket)))
  const plain = await check({ port })
  const tls = await check({ port, tls: true })
  for (const socket of sockets) socket.destroy()
  expect(plain.cause?.code).toBe('NOT_VALKEY')
  expect(tls.cause?.sentence).toMatch(/does not answer \(ETIMEDOUT\).*VALKEY_TLS=false/)
})

test('with TLS and the right certificate it works', async () => {
  const report = await check({ host: 'localhost', port: tlsPort, tls: true, ca: certificates.ca })
  expect(report).toMatchObject({ works: true, tls: true })
  expect(report.steps.find(({ step }) => step === 'tls')).toMatchObject({
    state: 'ok',
    found: 'TLSv1.3',
  })
})

test.each([
  ['no TLS where it is needed', { tls: false }, /speaks TLS.*VALKEY_TLS=true/],
  ['a certificate nobody known has signed', { tls: true }, /not trusted .*VALKEY_CA_FILE/],
])('%s is named', async (_what, changes, sentence) => {
  const report = await check({ host: 'localhost', port: tlsPort, ...changes })
  expect(report.steps.find(({ state }) => state === 'failed')?.step).toBe('tls')
  expect(report.cause?.sentence).toMatch(sentence)
})

test('a certificate for another name is named', async () => {
  const { ca } = certificates
  const report = await check({ host: '127.0.0.1', port: tlsPort, tls: true, ca })
  expect(report.cause).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})

test('a user without scripts is named', async () => {
  await own.client.call('ACL', 'SETUSER', 'eve', 'on', '>secret', '+ping', '+info')
  const report = await check({ username: 'eve', password: 'secret' })
  expect(report.steps.at(-1)).toMatchObject({ step: 'scripts', state: 'failed' })
  expect(report.cause?.sentence).toMatch(/not run scripts \(NOPERM\)/)
})

test.each([
  [{ host: 'a b' }, /host must be a host name or an IP address alone, got "a b"/],
  [{ host: 'redis://db' }, /host must be/],
  [{ port: 0 }, /port must be 1 or more, got 0/],
  [{ port: '6379' }, /port must be a whole number, got "6379"/],
  [{ tls: 'yes' }, /tls must be true or false/],
  [{ ca: 'nonsense' }, /ca is no PEM certificate/],
  [{ password: 'hunter2'.repeat(200) }, /^password is longer than 1000 characters\. /],
])('%j is refused with a sentence', async (changes, sentence) => {
  const response = await post({ host: 'localhost', port: 6379, tls: false, ...changes })
  expect(response.status).toBe(400)
  const { detail } = (await response.json()) as { detail: string }
  expect(detail).toMatch(sentence)
  expect(detail).not.toContain('hunter2')
})

test('a second check has to wait for the first', async () => {
  const port = await listen(createServer((socket) => void setTimeout(() => socket.destroy(), 300)))
  const both = await Promise.all([1, 2].map(() => post({ host: '127.0.0.1', port, tls: false })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 503])
  const refused = both.find(({ status }) => status === 503)
  expect(refused?.headers.get('Retry-After')).toBe('5')
})

test('a body that is no JSON gets 400, and nothing of it is logged', async () => {
  const response = await post('{"password":"hunter2"')
  expect(response.status).toBe(400)
  expect(await response.text()).not.toContain('hunter2')
  expect(log.join()).not.toContain('hunter2')
})
