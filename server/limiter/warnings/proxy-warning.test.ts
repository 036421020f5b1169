import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { serve } from '../../testing/serve.ts'
import type { LimiterWarning } from './limiter-warning.ts'
import { createProxyWarning } from './proxy-warning.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

/** Two limiters' worth of warnings in one app; sends one request per set of headers. */
async function warningsOf(trustProxy: unknown, ...requests: Record<string, string>[]) {
  const warnings: LimiterWarning[] = []
  const app = express()
  if (trustProxy !== 'left out') app.set('trust proxy', trustProxy)
  for (const path of ['/', '/']) {
    const warn = createProxyWarning({ onWarning: (warning) => warnings.push(warning) })
    app.use(path, (req, _res, next) => {
      warn(req)
      next()
    })
  }
  app.use((_req, res) => void res.end())
  const server = await serve(app)
  opened.push(server)
  for (const headers of requests) await fetch(server.url, { headers })
  return warnings
}

const proxied = { 'X-Forwarded-For': '203.0.113.7' }

test.each(['left out', false, 0, []])(
  'behind a proxy with trust proxy %j: one warning that all clients share a counter',
  async (trustProxy) => {
    const warnings = await warningsOf(trustProxy, {}, proxied, proxied)
    expect(warnings).toEqual([
      { code: 'TRUST_PROXY_UNSET', message: expect.stringMatching(/share one counter/) },
    ])
    expect(warnings[0]?.message).toContain('https://expressjs.com/en/guide/behind-proxies.html')
  },
)

test('with trust proxy true: one warning that anybody can make an address up', async () => {
  const warnings = await warningsOf(true, proxied, proxied)
  expect(warnings).toEqual([
    { code: 'TRUST_PROXY_ALL', message: expect.stringMatching(/chooses the address/) },
  ])
  expect(warnings[0]?.message).toContain('https://expressjs.com/en/guide/behind-proxies.html')
})

test('the standard’s own header counts too', async () => {
  const warnings = await warningsOf(false, { Forwarded: 'for=203.0.113.7' })
  expect(warnings[0]?.message).toMatch(/^A request came with the header Forwarded,/)
})

test.each([1, '10.0.0.0/8', ['loopback'], (_ip: string, hops: number) => hops < 1])(
  'trust proxy %s is somebody’s considered choice',
  async (trustProxy) => {
    expect(await warningsOf(trustProxy, proxied)).toEqual([])
  },
)

test('without a proxy there is nothing to say', async () => {
  expect(await warningsOf('left out', {}, {})).toEqual([])
})

test('unless told otherwise, Node prints the warning with its code', async () => {
  const printed: (Error & { code?: string })[] = []
  const listen = (warning: Error) => printed.push(warning)
  process.on('warning', listen)
  const app = express()
  const warn = createProxyWarning()
  app.use((req, res) => {
    warn(req)
    res.end()
  })
  const server = await serve(app)
  opened.push(server)
  await fetch(server.url, { headers: proxied })
  await eventually(() => printed.length > 0)
  process.off('warning', listen)
  expect(printed[0]).toMatchObject({ name: 'RateLimitWarning', code: 'TRUST_PROXY_UNSET' })
})

test('a proxy that sends only Forwarded: Express does not read it, whatever trust proxy says', async () => {
  const forwarded = { Forwarded: 'for=203.0.113.7' }
  const warnings = await warningsOf(1, forwarded, forwarded)
  expect(warnings.map(({ code }) => code)).toEqual(['FORWARDED_UNREAD'])
  expect(await warningsOf(1, { ...forwarded, ...proxied })).toEqual([])
})

test('a request of another framework, without an Express app, is no reason to fail', () => {
  const warn = createProxyWarning()
  const req = { headers: { 'x-forwarded-for': '203.0.113.7' } }
  expect(() => warn(req as unknown as express.Request)).not.toThrow()
})
