// The way from nothing to a running app, and every way it can fail, with small apps in place of the real one (which
// web/e2e/nextjs.e2e.test.ts runs): real npm, real processes, no network.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import express from 'express'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { serve } from '../testing/serve.ts'
import type { NextjsState } from './contract.ts'
import { createNextjs, type Nextjs } from './nextjs.ts'
import { createNextjsRoutes } from './routes.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let nextjs: Nextjs
let seen: string[]
let server: { url: string; close(): Promise<void> }

const lockfile = (version: string) =>
  JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    packages: { '': { name: 'app' }, 'node_modules/next': { version } },
  })
const serves = `
  const server = require('node:http').createServer((_req, res) => res.end('hello'))
  server.listen(0, '127.0.0.1', () => console.log('Next.js ready: http://localhost:' + server.address().port))
`
const builds = "require('node:fs').mkdirSync('.next'); console.log('built')"

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextjs-'))
  write({
    'package.json': '{ "name": "app" }',
    'package-lock.json': lockfile('16.4.0'),
    'node_modules/.package-lock.json': lockfile('16.4.0'),
    'node_modules/next/dist/bin/next': builds,
    'server.mjs': `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n${serves}`,
  })
  nextjs = createNextjs({ folder, env: process.env, log: () => undefined })
  seen = []
  nextjs.onChange(({ is }) => seen.at(-1) !== is && seen.push(is))
  const app = express().disable('x-powered-by')
  const saka = [(_req: unknown, res: express.Response) => void res.send('a joke')]
  app.use('/api/nextjs', createNextjsRoutes({ nextjs, saka, startAfresh: async () => undefined }))
  server = await serve(app)
  nextjs.apiIsAt(Number(new URL(server.url).port))
})
afterEach(async () => {
  await nextjs.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const state = async () => (await (await fetch(`${server.url}/api/nextjs`)).json()) as NextjsState
const post = (path: string) => fetch(`${server.url}/api/nextjs${path}`, { method: 'POST' })

async function until(is: NextjsState['is']): Promise<NextjsState> {
  const check = async () => {
    const now = await state()
    return now.is === is ? now : undefined
  }
  return await eventually(check, { withinMs: 30_000 })
}

test('it builds, starts, answers and stops; what is built is not built again', async () => {
  expect(await state()).toEqual({ is: 'off', installed: true })
  await post('/start')
  const running = await until('running')
  if (running.is !== 'running') throw new Error('not running')
  expect(await (await fetch(running.url)).text()).toBe('hello')
  await post('/start')
  expect((await state()).is).toBe('running')
  await post('/stop')
  expect(await state()).toEqual({ is: 'off', installed: true })
  await expect(fetch(running.url)).rejects.toThrow()
  expect(seen).toEqual(['building', 'starting', 'running', 'stopping', 'off'])

  seen.length = 0
  await post('/start')
  await until('running')
  expect(seen).toEqual(['starting', 'running'])
})

test('a changed file or another port of the API is another build; a changed server.mjs is not', async () => {
  const restart = async () => {
    await post('/stop')
    seen.length = 0
    await post('/start')
    await until('running')
    return seen.includes('building')
  }
  expect(await restart()).toBe(true)
  write({
    'server.mjs': `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n${serves}// changed\n`,
  })
  expect(await restart()).toBe(false)
  write({ 'app/page.tsx': 'export default () => null' })
  expect(await restart()).toBe(true)
  nextjs.apiIsAt(4321)
  expect(await restart()).toBe(true)
})

test('a build that fails says so, with its last words', async () => {
  write({ 'node_modules/next/dist/bin/next': "console.error('no such colour'); process.exit(7)" })
  await post('/start')
  expect(await until('failed')).toEqual({
    is: 'failed',
    why: 'next build failed (code 7).',
    lastLines: ['no such colour'],
  })
})

test('an installation that fails says so, with what npm said', async () => {
  write({ 'package-lock.json': 'this is no lockfile' })
  await post('/start')
  const failed = await until('failed')
  expect(failed).toMatchObject({ why: expect.stringContaining('npm ci could not install') })
  expect(failed.is === 'failed' && failed.lastLines.join('\n')).toMatch(/npm/)
})

test('a server that ends by itself is a failure', async () => {
  write({ 'server.mjs': "console.error('out of paper'); process.exit(1)" })
  await post('/start')
  expect(await until('failed')).toMatchObject({ lastLines: ['out of paper'] })
})

test('whoever runs it by reading has it stopped when they go', async () => {
  const leaving = new AbortController()
  const answer = await fetch(`${server.url}/api/nextjs/run`, {
    method: 'POST',
    signal: leaving.signal,
  })
  expect(answer.headers.get('Content-Type')).toContain('application/x-ndjson')
  await until('running')
  leaving.abort()
  await until('off')
})

test('stopped in the middle of a build it is gone at once, and the half build is no build', async () => {
  write({ 'node_modules/next/dist/bin/next': `${builds}; setInterval(() => {}, 1000)` })
  await post('/start')
  await until('building')
  await post('/stop')
  expect(await state()).toEqual({ is: 'off', installed: true })
  write({ 'node_modules/next/dist/bin/next': builds })
  seen.length = 0
  await post('/start')
  await until('running')
  expect(seen).toContain('building')
})

test('requests through an app that does not run are refused with a sentence, and so is an unknown way', async () => {
  const tryWay = (way: string) =>
    fetch(`${server.url}/api/nextjs/try`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ way }),
    })
  expect((await tryWay('two-people')).status).toBe(409)
  for (const way of ['toString', '']) expect((await tryWay(way)).status).toBe(400)
})

test.each([
  ['trusts-nobody', {}, '127.0.0.1'],
  ['trusts-nobody', { 'X-Forwarded-For': '203.0.113.9' }, '127.0.0.1'],
  ['trusts-one-hop', {}, '127.0.0.1'],
  ['trusts-one-hop', { 'X-Forwarded-For': '203.0.113.9' }, '203.0.113.9'],
  ['trusts-one-hop', { 'X-Forwarded-For': '203.0.113.9, 203.0.113.10' }, '203.0.113.10'],
])('the door that %s counts %j as %s', async (door, headers, address) => {
  const answer = await fetch(`${server.url}/api/nextjs/${door}/saka`, { headers })
  expect(answer.headers.get('X-Counted-As')).toBe(address)
  expect(answer.headers.get('X-Powered-By')).toBeNull()
})
