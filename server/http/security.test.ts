import { request } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../testing/serve.ts'
import { allowedHosts } from './allowed-hosts.ts'
import { sameOrigin } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'

let server: { url: string; close(): Promise<void> }

beforeAll(async () => {
  const app = express()
  app.use(allowedHosts(['localhost', '127.0.0.1', '[::1]', 'room.test']))
  app.use(securityHeaders())
  app.use(sameOrigin())
  app.get('/', (_req, res) => res.send('ok'))
  server = await serve(app)
})
afterAll(() => server.close())

/** fetch sets Host itself, so these requests are made by hand. */
function get(
  headers: Record<string, string>,
): Promise<{ status?: number | undefined; type?: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(server.url, { headers, setHost: false }, (res) => {
      res.resume()
      resolve({ status: res.statusCode, type: res.headers['content-type'] })
    })
    asked.on('error', reject).end()
  })
}

test.each([
  'localhost',
  'localhost:3000',
  'LOCALHOST:1',
  '127.0.0.1:3000',
  '[::1]',
  '[::1]:3000',
  'room.test',
])('Host %s is answered', async (host) => {
  expect((await get({ host })).status).toBe(200)
})

test.each([
  'evil.example',
  'localhost.evil.example',
  'evil.example:3000',
  'localhost@evil.example',
  'localhost:3000:3000',
  'localhost:',
  'localhost evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.2',
  '0.0.0.0',
  '[::2]',
  '::1',
  ',localhost',
  'room.test.',
  ' ',
])('Host "%s" gets 403', async (host) => {
  const { status, type } = await get({ host })
  expect(status).toBe(403)
  expect(type).toMatch(/^application\/problem\+json/)
})

const host = 'localhost:3000'

test.each(['http://localhost:3000', 'https://localhost:3000', 'http://LOCALHOST:3000'])(
  'Origin %s passes',
  async (origin) => {
    expect((await get({ host, origin })).status).toBe(200)
  },
)

test.each([
  'http://evil.example',
  'http://localhost:5173',
  'http://localhost',
  'http://127.0.0.1:3000',
  'http://localhost:3000.evil.example',
  'null',
  'file://',
  'localhost:3000',
  '',
])('Origin "%s" gets 403', async (origin) => {
  expect((await get({ host, origin })).status).toBe(403)
})

test.each([
  ['same-origin', 200],
  ['none', 200],
  ['same-site', 403],
  ['cross-site', 403],
])('an image, which sends no Origin, of a page that is %s gets %i', async (site, status) => {
  expect((await get({ host, 'Sec-Fetch-Site': site })).status).toBe(status)
})

test('our own host in Origin does not make up for a page of elsewhere', async () => {
  const headers = { host, origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'cross-site' }
  expect((await get(headers)).status).toBe(403)
})

test('a page may load nothing but our own files, and nobody may frame it', async () => {
  const { headers } = await fetch(server.url)
  const policy = headers.get('Content-Security-Policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("style-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests|\*/)
  expect(headers.get('Strict-Transport-Security')).toBeNull()
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
})
