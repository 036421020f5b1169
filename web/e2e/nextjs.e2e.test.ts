// Lesson 7's Next.js app, its production build, in a real browser and under forged headers. It needs the app's packages:
// with TEST_ALL they are installed here, else it runs where somebody has installed them.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NextjsState, Way, WayResult } from '../../server/nextjs/contract.ts'
import { packagesAreInstalled } from '../../server/nextjs/packages.ts'
import { eventually } from '../../server/testing/eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const run = promisify(execFile)
const folder = join(process.cwd(), 'lessons/07-the-frontend/nextjs')
const windowSeconds = 8
const missing =
  process.env.TEST_ALL || packagesAreInstalled(folder)
    ? undefined
    : 'Next.js is not installed: npm run nextjs installs it, and so does npm test -- --all.'

let workbook: RunningWorkbook
let browser: Browser
let nextUrl: string

beforeAll(async () => {
  if (missing) return
  browser = await openBrowser()
  workbook = await startWorkbook({ RATE_WINDOW_SECONDS: String(windowSeconds) })
  await post('/start')
  nextUrl = await eventually(isRunning, { withinMs: 270_000, everyMs: 250 })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})
beforeEach(({ skip }) => {
  if (missing) skip(missing)
})

async function post(path: string, body?: unknown): Promise<Response> {
  return await fetch(`${workbook.url}/api/nextjs${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function nextjsState(): Promise<NextjsState> {
  return (await fetch(`${workbook.url}/api/nextjs`)).json()
}

async function isRunning(): Promise<string | undefined> {
  const state = await nextjsState()
  if (state.is === 'failed') throw new Error([state.why, ...state.lastLines].join('\n'))
  return state.is === 'running' ? state.url : undefined
}

async function tryWay(way: Way): Promise<WayResult> {
  const answer = await post('/try', { way })
  expect(answer.status).toBe(200)
  return answer.json()
}

async function valkeyCli(...args: string[]): Promise<string> {
  const env = { ...process.env, PORT: new URL(workbook.url).port, VALKEY_HOST: '' }
  const { stdout } = await run(process.execPath, ['scripts/valkey-cli.mjs', ...args], { env })
  return stdout.trim()
}

type Ask = { path: string; from?: string; headers?: Record<string, string>; body?: string }

/** A request from an address of the loopback interface, its path sent as it is. */
function ask(url: string, { path, from = '127.0.0.1', headers = {}, body }: Ask, agent?: Agent) {
  return new Promise<{ status: number; countedAs: string | undefined; text: string }>(
    (resolve, reject) => {
      const { port } = new URL(url)
      const options = {
        ...{ host: '127.0.0.1', port, path, headers, localAddress: from },
        ...(agent && { agent }),
        method: body === undefined ? 'GET' : 'POST',
      }
      const asked = request(options, (res) => {
        let text = ''
        res.setEncoding('utf8').on('data', (chunk) => {
          text += chunk
        })
        res.on('end', () => {
          const countedAs = res.headers['x-counted-as']
          resolve({
            status: res.statusCode ?? 0,
            countedAs: countedAs === undefined ? undefined : String(countedAs),
            text,
          })
        })
      })
      asked.on('error', reject).end(body)
    },
  )
}

test.each([
  ['en-GB', 'Too many requests', /^Try again in [1-8] s$/, 'Tell me a joke'],
  ['tr-TR', 'Çok fazla istek', /^[1-8] sn sonra yeniden dene$/, 'Bana bir şaka anlat'],
])(
  'in a browser that speaks %s six clicks end in “%s” and a countdown, and after it in a joke',
  async (locale, refusal, countdown, label) => {
    const { page, complaints } = await openPage(browser, { locale })
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(nextUrl)) elsewhere.push(request.url())
    })
    await valkeyCli('DEL', 'rate:127.0.0.1')
    await page.goto(nextUrl)
    const statuses: number[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('/api/saka')) statuses.push(response.status())
    })
    for (let click = 1; click <= 6; click += 1) {
      await page.getByRole('button').click()
      await eventually(() => statuses.length === click)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    await page.getByText(refusal, { exact: true }).waitFor()
    const waiting = page.getByRole('button', { name: countdown })
    await waiting.waitFor()
    // Playwright's own click would wait until the button can be pressed.
    await waiting.dispatchEvent('click')
    await page.getByRole('button', { name: label }).click({ timeout: 15_000 })
    await eventually(() => statuses.length === 7)
    // The click during the wait sent nothing: the seventh request is the one after it.
    expect(statuses.at(-1)).toBe(200)
    await page.getByRole('blockquote').waitFor()
    expect(await page.getByText(refusal, { exact: true }).count()).toBe(0)
    expect(complaints.filter((text) => !text.includes('429'))).toEqual([])
    expect(elsewhere).toEqual([])
    await page.context().close()
  },
)

test("its counter and the workbook's agree, whichever of the two sends", async () => {
  const { page } = await openPage(browser, { locale: 'en-GB' })
  const lesson = await openPage(browser)
  await lesson.page.goto(`${workbook.url}/lessons/07-the-frontend/`)
  const live = lesson.page.getByRole('complementary')
  await live.getByText('connected', { exact: true }).waitFor()
  await page.goto(nextUrl)
  await valkeyCli('DEL', 'rate:127.0.0.1')
  await page.getByRole('button').click()
  await page.getByText('1 of 5 used').waitFor()
  await eventually(async () => (await live.locator('.counter-count').textContent()) === '1 of 5')
  await live.getByRole('button', { name: 'Send', exact: true }).click()
  await eventually(async () => (await live.locator('.counter-count').textContent()) === '2 of 5')
  await page.getByRole('button').click()
  await page.getByText('3 of 5 used').waitFor()
  expect(await valkeyCli('GET', 'rate:127.0.0.1')).toBe('3')
  await page.context().close()
  await lesson.page.context().close()
})

test('fifty forged headers get five answers, all counted as the one who sends them', async () => {
  expect(await tryWay('forged-through-server')).toMatchObject({
    ...{ requests: 50, allowed: 5, rejected: 45 },
    countedAs: [{ address: '127.0.0.1', allowed: 5, rejected: 45 }],
  })
})

test.each([
  ['/api/saka', { 'X-Forwarded-For': '203.0.113.9, 203.0.113.10' }],
  ['/api/saka?x=/as-next-start/handler', { 'x-forwarded-for': '203.0.113.9' }],
  ['/as-next-start/../api/saka', { 'X-Forwarded-For': '203.0.113.9' }],
  ['/as-next-start/trusts-one-hop/saka?', { 'X-Forwarded-For': '203.0.113.9' }],
  ['/as-next-start//trusts-one-hop/saka', { 'X-Forwarded-For': '203.0.113.9' }],
  ['/api/saka', { Forwarded: 'for=203.0.113.9', 'X-Real-IP': '203.0.113.9' }],
])('no spelling of a path lets a forged header through: %s %j', async (path, headers) => {
  const { countedAs = 'nobody: it went nowhere' } = await ask(nextUrl, { path, headers })
  expect(['127.0.0.1', 'nobody: it went nowhere']).toContain(countedAs)
})

test('two clients are counted apart', async () => {
  expect((await tryWay('two-people')).countedAs).toEqual([
    { address: '127.0.0.1', allowed: 5, rejected: 1 },
    { address: '127.0.0.2', allowed: 5, rejected: 1 },
  ])
})

test('the ways that the lesson calls wrong are wrong in the way it says', async () => {
  const one = [{ address: '127.0.0.1', allowed: 5, rejected: 7 }]
  expect((await tryWay('two-people-trusting-nobody')).countedAs).toEqual(one)
  for (const way of [
    'forged-through-rewrite',
    'forged-through-handler',
    'forged-past-next',
  ] as const) {
    const { allowed, countedAs } = await tryWay(way)
    expect([way, allowed, countedAs.length]).toEqual([way, 50, 50])
  }
})

test('plain next start hands on what a client wrote, also where server.mjs does not', async () => {
  const plain = await startPlainNext()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const forged = { 'X-Forwarded-For': '203.0.113.200' }
  try {
    const { countedAs } = await ask(plain.url, { path: '/api/saka', headers: forged }, agent)
    expect(countedAs).toBe('203.0.113.200')
    const unsaid = await ask(plain.url, { path: '/api/saka', from: '127.0.0.2' })
    expect(unsaid.countedAs).toBe('127.0.0.1')
    const handler = '/as-next-start/handler'
    expect((await ask(plain.url, { path: handler, headers: forged }, agent)).countedAs).toBe(
      '203.0.113.200',
    )
    expect((await ask(plain.url, { path: handler, from: '127.0.0.2' })).countedAs).toBe('127.0.0.2')
  } finally {
    agent.destroy()
    await plain.stop()
  }
})

/** `next start` itself, on the build that the app made. */
async function startPlainNext() {
  const next = join(folder, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'start', '--port', '0', '--hostname', '127.0.0.1'], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      API_URL: workbook.url.replace('localhost', '127.0.0.1'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let url = ''
  let ready = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    url ||= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
    ready ||= line.includes('Ready')
  })
  await eventually(() => ready && url, { withinMs: 30_000 })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

test('a server component counts the server, unless it hands the visitor on', async () => {
  await valkeyCli('DEL', 'rate:127.0.0.1', 'rate:127.0.0.2')
  const { text } = await ask(nextUrl, {
    path: '/asked-by-the-server',
    from: '127.0.0.2',
    headers: { 'X-Forwarded-For': '203.0.113.9' },
  })
  const shown = text.replaceAll('<!-- -->', '')
  expect(shown).toContain('Your address is 127.0.0.2.')
  expect(shown).toMatch(/component-plain">Counted as 127\.0\.0\.1: a joke/)
  expect(shown).toMatch(/component-handed-on">Counted as 127\.0\.0\.2: a joke/)
  expect(await valkeyCli('GET', 'rate:127.0.0.1')).toBe('1')
  expect(await valkeyCli('GET', 'rate:127.0.0.2')).toBe('1')
})

test('a server action counts the server, unless it hands the visitor on', async () => {
  const from = '127.0.0.2'
  const page = await ask(nextUrl, { path: '/asked-by-the-server', from })
  const forms = [...page.text.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, form = '']) => form)
  expect(forms).toHaveLength(2)
  const countedAs: (string | undefined)[] = []
  for (const form of forms) {
    // As a browser without JavaScript sends it: the hidden fields name the action.
    const boundary = 'form-boundary'
    const fields = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => ({
      name: /name="([^"]*)"/.exec(input)?.[1] ?? '',
      value: (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&quot;', '"'),
    }))
    const body = fields
      .map(
        ({ name, value }) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('')
    const host = new URL(nextUrl).host
    const answer = await ask(nextUrl, {
      path: '/asked-by-the-server',
      from,
      headers: {
        ...{ Host: host, Origin: `http://${host}`, 'X-Forwarded-For': '203.0.113.9' },
        'Content-Type': `multipart/form-data; boundary=${boundary}`,
      },
      body: `${body}--${boundary}--\r\n`,
    })
    expect(answer.status).toBe(200)
    const output = /<output>(Counted as [^:]*)/.exec(answer.text.replaceAll('<!-- -->', ''))
    countedAs.push(output?.[1])
  }
  expect(countedAs).toEqual(['Counted as 127.0.0.1', 'Counted as 127.0.0.2'])
})

test.each([
  ['light', 1440],
  ['dark', 390],
] as const)('axe finds no fault in its pages, %s and %i wide', async (colorScheme, width) => {
  const { page, complaints } = await openPage(browser, {
    colorScheme,
    viewport: { width, height: 800 },
  })
  for (const path of ['/', '/asked-by-the-server']) {
    await page.goto(nextUrl + path)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(overflow).toBe(false)
  }
  expect(complaints).toEqual([])
  await page.context().close()
})

test('it answers as localhost only, and the workbook starts it for no page of elsewhere', async () => {
  const headers = { Host: 'evil.example' }
  expect((await ask(nextUrl, { path: '/api/saka', headers })).status).toBe(403)
  const foreign = await fetch(`${workbook.url}/api/nextjs/stop`, {
    method: 'POST',
    headers: { Origin: 'http://evil.example' },
  })
  expect(foreign.status).toBe(403)
  expect((await nextjsState()).is).toBe('running')
})

test('its types hold, and its hook is the workbook’s own', async () => {
  await run(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc')], { cwd: folder })
  const own = readFileSync(join(folder, 'app/useSecondsLeft.ts'), 'utf8')
  expect(own).toContain(readFileSync('web/ui/useSecondsLeft.ts', 'utf8'))
})

test('the lesson starts it, shows that it runs, sends through it, and stops it', async () => {
  await post('/stop')
  const { page, complaints } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/07-the-frontend/`)
  const panel = page.getByRole('region', { name: 'The guide’s frontend, in Next.js' })
  await panel.getByText('Installed, and not running.').waitFor()
  await panel.getByRole('button', { name: 'Start Next.js' }).click()
  await panel.getByText('Running.').waitFor({ timeout: 60_000 })
  expect(await panel.getByRole('link', { name: /^Open localhost:/ }).getAttribute('href')).toBe(
    await isRunning(),
  )
  await page.getByRole('button', { name: 'Two people, two counters' }).click()
  await page.getByText('127.0.0.1: 5 of 6 answered. 127.0.0.2: 5 of 6 answered.').waitFor()
  await page.getByRole('button', { name: 'Fifty forged, through this server' }).click()
  await page.getByText('5 of 50 answered. All counted as 127.0.0.1.').waitFor()
  await panel.getByRole('button', { name: 'Stop' }).click()
  await panel.getByText('Installed, and not running.').waitFor()
  await page.getByRole('button', { name: 'Two people, two counters' }).click()
  await page.getByText('Start it first, then try again.').waitFor()
  expect(complaints.filter((text) => !/409|429/.test(text))).toEqual([])
  await page.context().close()
})
