import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { serve } from '../testing/serve.ts'
import { createCheckoutRoute } from './checkout-route.ts'

let server: { url: string; close(): Promise<void> } | undefined
afterEach(() => server?.close())

async function ask(trustProxy: number, headers: Record<string, string>): Promise<number> {
  const app = express().set('trust proxy', trustProxy)
  app.get('/', createCheckoutRoute('/the/checkout'))
  server = await serve(app)
  return (await fetch(server.url, { headers })).status
}

test.each([
  [0, {}, 200],
  [1, {}, 200],
  [1, { 'X-Forwarded-For': '127.0.0.1' }, 200],
  [1, { 'X-Forwarded-For': '203.0.113.7' }, 404],
  [0, { 'X-Forwarded-For': '203.0.113.7' }, 404],
  [0, { Forwarded: 'for=203.0.113.7' }, 404],
])('with %i trusted proxies and %o it answers %i', async (trustProxy, headers, status) => {
  expect(await ask(trustProxy, headers)).toBe(status)
})
