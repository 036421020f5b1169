import { readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openMyLimiter, type TestMyLimiter } from '../testing/open-my-limiter.ts'

// Processes are started again and again, and this machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const middleware = '05-express-middleware'

let mine: TestMyLimiter
beforeAll(async () => {
  mine = await openMyLimiter()
})
afterAll(() => mine.close())

async function goLive(lesson: string, from?: 'exercise' | 'solution' | 'solution-2') {
  await mine.copy(lesson, from)
  await mine.host.choose(lesson)
  await mine.until('live')
  await mine.valkey.client.flushall()
}

const put = (body: string, type = 'application/json') =>
  fetch(`${mine.url}/api/my-limiter`, {
    method: 'PUT',
    headers: { 'Content-Type': type },
    body,
  })

test('every exercise answers, limits and names the policy, in both of its solutions', async () => {
  for (const { lesson } of mine.exercises) {
    for (const from of ['solution', 'solution-2'] as const) {
      await goLive(lesson, from)
      const response = await mine.get()
      expect([lesson, response.status]).toEqual([lesson, 200])
      expect(response.headers.get('X-My-Limiter')).toBe(lesson)
      const limit = Number(/;q=(\d+)/.exec(response.headers.get('RateLimit-Policy') ?? '')?.[1])
      const statuses = await mine.statuses(limit)
      expect([lesson, from, statuses.slice(-2)]).toEqual([lesson, from, [200, 429]])
    }
  }
})

test('the choice is made over HTTP, and one click brings the workbook’s own limiter back', async () => {
  await mine.copy(middleware)
  const chosen = await put(JSON.stringify({ lesson: middleware }))
  expect(chosen.status).toBe(200)
  await mine.until('live')
  expect((await mine.get()).headers.get('X-My-Limiter')).toBe(middleware)
  expect(await (await put('{"off":true}')).json()).toMatchObject({ state: { is: 'off' } })
  const own = await mine.get()
  expect(own.headers.get('X-My-Limiter')).toBeNull()
  expect(await own.text()).toBe('the workbook’s\n')
  const users = (await mine.valkey.client.call('ACL', 'USERS')) as string[]
  expect(users).toEqual(['default'])
})

test('another body than a choice, and a lesson without anything to run, are refused with what to do', async () => {
  for (const body of ['{}', '[]', '{"lesson":5}', '{"off":false}', '{"lesson":"05","off":true}']) {
    expect([body, (await put(body)).status]).toEqual([body, 400])
  }
  expect((await put('lesson=05', 'text/plain')).status).toBe(400)
  for (const lesson of ['../05-express-middleware', '01-what-and-why', '__proto__']) {
    const refused = await put(JSON.stringify({ lesson }))
    expect(refused.status).toBe(422)
    expect(((await refused.json()) as { detail: string }).detail).toContain('05-express-middleware')
  }
})

test('the client’s address, headers and nothing of the workbook’s reach the learner’s code', async () => {
  await mine.copy(middleware)
  mine.write(
    middleware,
    'rate-limit.ts',
    `export const rateLimit = () => (req, res) =>
       res.json({ ip: req.ip, url: req.originalUrl, headers: req.headers, raw: req.rawHeaders.join(' '), env: process.env, args: process.execArgv })`,
  )
  await mine.host.choose(middleware)
  await mine.until('live')
  const response = await fetch(`${mine.url}/api/saka?a=1`, {
    headers: { 'X-Forwarded-For': '203.0.113.7', 'X-Workbook-Handover': 'forged forged forged' },
  })
  const seen = (await response.json()) as {
    ip: string
    url: string
    headers: Record<string, string>
    raw: string
    env: Record<string, string>
  }
  expect(seen.ip).toBe('127.0.0.1')
  expect(seen.url).toBe('/api/saka?a=1')
  expect(seen.headers['x-forwarded-for']).toBe('203.0.113.7')
  expect(`${Object.keys(seen.headers)} ${seen.raw}`.toLowerCase()).not.toContain('handover')
  expect(Object.keys(seen.env).toSorted()).toEqual(['NODE_ENV', 'NODE_PATH', 'PATH'])
})

test('a workspace outside of the checkout finds the checkout’s packages', async () => {
  rmSync(`${mine.workspace}/node_modules`)
  rmSync(`${mine.workspace}/package.json`)
  await goLive('06-protected-endpoint')
  expect((await mine.get()).status).toBe(200)
})

test('the port of the learner’s process refuses whoever does not come from the workbook', async () => {
  mine.write(
    middleware,
    'rate-limit.ts',
    `export const rateLimit = () => (req, res) => res.json({ port: req.socket.localPort })`,
  )
  await mine.host.choose(middleware)
  await mine.until('live')
  const { port } = (await (await mine.get()).json()) as { port: number }
  const direct = await fetch(`http://127.0.0.1:${port}/api/saka`)
  expect(direct.status).toBe(403)
})

test('what went over the learner’s connection is told per request, also when requests overlap', async () => {
  await goLive(middleware)
  mine.traces.length = 0
  await Promise.all(Array.from({ length: 12 }, () => mine.get().then((one) => one.text())))
  expect(mine.traces).toHaveLength(12)
  const replies = mine.traces.map(({ commands: [command] }) => command?.reply ?? '')
  const counts = replies.map((reply) => Number(/^1\) \(integer\) (\d+)/.exec(reply)?.[1]))
  expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  for (const { commands, more, failure, startedMs, answeredMs } of mine.traces) {
    expect({ more, failure, commands: commands.length }).toEqual({
      more: 0,
      failure: null,
      commands: 1,
    })
    const [command] = commands
    expect(command?.words.slice(2)).toEqual(['1', 'rate:127.0.0.1', '60'])
    expect(command?.sentMs).toBeGreaterThanOrEqual(startedMs)
    expect(command?.answeredMs).toBeLessThanOrEqual(answeredMs)
  }
  expect(JSON.stringify(mine.traces)).not.toMatch(/auth|password/i)
})

test('the keys that a request was counted on are told, with the policy its headers name', async () => {
  await goLive(middleware)
  mine.used.length = 0
  await mine.statuses(6)
  const policy = { limit: 5, windowSeconds: 60 }
  const key = 'rate:127.0.0.1'
  expect(mine.used.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false])
  expect(mine.used[5]).toEqual({ key, allowed: false, policy })
  const { counter } = mine.host.now()
  expect(counter).toMatchObject({ key, policy, answer: { remaining: 0, refused: 1 } })
  // As its headers name it, less the time since.
  expect(counter?.answer.retryAfterMs).toBeGreaterThan(0)
  expect(counter?.answer.retryAfterMs).toBeLessThanOrEqual(60_000)
})

test('a saved change is live by itself, and a request that is under way is answered all the same', async () => {
  await goLive(middleware)
  const good = readFileSync(mine.pathOf(middleware, 'rate-limit.ts'), 'utf8')
  const slow = good.replace(
    '    const [count, ttlMs] = hit\n',
    '    await new Promise((resolve) => setTimeout(resolve, 1500))\n    const [count, ttlMs] = hit\n',
  )
  mine.write(middleware, 'rate-limit.ts', slow)
  await eventually(() => mine.consoleText().includes('Saved'), { withinMs: 20_000 })
  await mine.until('live')
  const underWay = mine.get()
  await eventually(async () => (await mine.valkey.client.get('rate:127.0.0.1')) === '1')
  mine.write(middleware, 'rate-limit.ts', good.replace('limit = 5', 'limit = 2'))
  await eventually(
    async () => (await mine.get()).headers.get('RateLimit-Policy') === '"default";q=2;w=60',
    { withinMs: 20_000, everyMs: 50 },
  )
  const first = await underWay
  expect([first.status, first.headers.get('RateLimit-Policy')]).toEqual([200, '"default";q=5;w=60'])
})

test('of several saves in a row the last one is live', async () => {
  await goLive(middleware)
  const good = readFileSync(mine.pathOf(middleware, 'rate-limit.ts'), 'utf8')
  for (const limit of [7, 8, 9]) {
    mine.write(middleware, 'rate-limit.ts', good.replace('limit = 5', `limit = ${limit}`))
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  await eventually(
    async () => (await mine.get()).headers.get('RateLimit-Policy') === '"default";q=9;w=60',
    { withinMs: 20_000, everyMs: 50 },
  )
  await mine.until('live')
  expect((await mine.get()).headers.get('RateLimit-Policy')).toBe('"default";q=9;w=60')
})

test('what the learner’s code prints is on its console, and a flood of it is cut', async () => {
  await mine.copy(middleware)
  mine.write(
    middleware,
    'rate-limit.ts',
    `export const rateLimit = () => (req, res, next) => {
       console.log('seen', req.ip)
       console.error('and complained')
       if (req.query.flood) for (let i = 0; i < 5000; i += 1) console.log('line', i)
       next()
     }`,
  )
  await mine.host.choose(middleware)
  await mine.until('live')
  await mine.get()
  await eventually(() => mine.consoleText().includes('out: seen 127.0.0.1\nerror: and complained'))
  await (await fetch(`${mine.url}/api/saka?flood=1`)).text()
  await eventually(() => /and \d+ more lines/.test(mine.consoleText()))
  expect(mine.host.now().console.length).toBeLessThanOrEqual(200)
})

test('the learner’s code reaches no key but a limiter’s, and its console says what Valkey answered', async () => {
  await mine.copy(middleware)
  const good = readFileSync(mine.pathOf(middleware, 'rate-limit.ts'), 'utf8')
  mine.write(middleware, 'rate-limit.ts', good.replace('`rate:', '`other:'))
  await mine.host.choose(middleware)
  await mine.until('live')
  expect((await mine.get()).status).toBe(503)
  await eventually(() => mine.consoleText().includes('valkey: eval: NOPERM'))
  mine.write(
    middleware,
    'rate-limit.ts',
    `export const rateLimit = ({ valkey }) => async (req, res) => {
       const words = [['FLUSHALL'], ['KEYS', '*'], ['CONFIG', 'GET', 'requirepass'], ['ACL', 'LIST'], ['SHUTDOWN'], ['SCRIPT', 'FLUSH'], ['SCAN', '0'], ['GET', 'secret'], ['MONITOR']]
       const replies = await Promise.all(words.map((one) => valkey.call(...one).then(() => 'done', (error) => error.message.split(' ')[0])))
       res.json(replies)
     }`,
  )
  await eventually(
    async () => {
      const answer = await mine.get()
      return answer.status === 200 && (await answer.json())
    },
    { withinMs: 20_000 },
  ).then((replies) => expect(replies).toEqual(Array(9).fill('NOPERM')))
})
