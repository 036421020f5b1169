// The main job in a real browser: send until refused, wait, get through again, with Valkey's own numbers beside it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const run = promisify(execFile)
// Long enough for six clicks and a look from outside on a busy machine, short enough to wait for its end.
const windowSeconds = 10
let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  workbook = await startWorkbook({ RATE_WINDOW_SECONDS: String(windowSeconds) })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

/** valkey-cli on the Valkey of the running workbook, as a learner opens it. */
async function valkeyCli(...args: string[]): Promise<string> {
  const env = { ...process.env, PORT: new URL(workbook.url).port, VALKEY_HOST: '' }
  const { stdout } = await run(process.execPath, ['scripts/valkey-cli.mjs', ...args], { env })
  return stdout.trim()
}

async function freshWindow(): Promise<void> {
  await eventually(async () => (await valkeyCli('EXISTS', 'rate:127.0.0.1')) === '0', {
    withinMs: 30_000,
    everyMs: 200,
  })
}

const live = (page: Page) => page.getByRole('complementary')
const count = (page: Page) => live(page).locator('.counter-count')
const sendButton = (page: Page) => live(page).getByRole('button', { name: 'Send', exact: true })

test('six clicks: five 200 and a 429 with the seconds to wait; after the window the next click gets 200', async () => {
  const { page, complaints } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  await live(page).getByText('connected', { exact: true }).waitFor()

  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/api/saka')) statuses.push(response.status())
  })
  for (let click = 1; click <= 6; click += 1) {
    await sendButton(page).click()
    await eventually(() => statuses.length === click)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  await live(page)
    .getByRole('button', { name: /^Try again in \d+ s$/ })
    .waitFor()
  expect(await count(page).textContent()).toMatch(/^5 of 5 · 1 more rejected$/)
  expect(await valkeyCli('GET', 'rate:127.0.0.1')).toBe('6')

  await sendButton(page).click()
  await eventually(() => statuses.length === 7)
  expect(statuses.at(-1)).toBe(200)
  await eventually(async () => (await count(page).textContent()) === '1 of 5')
  expect(complaints.filter((text) => !text.includes('429'))).toEqual([])
  await page.context().close()
})

test('the page beside a terminal: requests and commands from there move its counter', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/05-express-middleware/`)
  await live(page).getByText('connected', { exact: true }).waitFor()
  await freshWindow()

  await fetch(`${workbook.url}/api/saka`)
  await eventually(async () => (await count(page).textContent()) === '1 of 5')
  await valkeyCli('SET', 'rate:127.0.0.1', '4', 'EX', '300')
  await eventually(async () => (await count(page).textContent()) === '4 of 5')
  await valkeyCli('EXPIRE', 'rate:127.0.0.1', '60')
  await live(page)
    .getByText(/resets in [1-6]?\d s/)
    .waitFor()
  await valkeyCli('PERSIST', 'rate:127.0.0.1')
  await live(page).getByText('No expiry (PTTL is -1)').waitFor()
  await valkeyCli('DEL', 'rate:127.0.0.1')
  await eventually(async () => (await count(page).textContent()) === '0 of 5')
  await page.context().close()
})

test('moving between lessons keeps the playground and its one event stream', async () => {
  const { page, complaints } = await openPage(browser)
  const streams: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/events')) streams.push(request.url())
  })
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  await freshWindow()
  await sendButton(page).click()
  const responses = live(page).locator('.responses > li')
  await eventually(async () => (await responses.count()) === 1)
  await page
    .getByRole('link', { name: /The Express middleware/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'The Express middleware' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/lessons/05-express-middleware/')
  expect(await responses.count()).toBe(1)
  expect(streams).toHaveLength(1)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('with JavaScript off a lesson reads fully, code and all', async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: false })
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  await page.getByRole('heading', { level: 1, name: /The atomic counter/ }).waitFor()
  const text = (await page.locator('main').textContent()) ?? ''
  expect(text).toContain("redis.call('INCR', KEYS[1])")
  expect(text.split(/\s+/).length).toBeGreaterThan(1000)
  expect(await page.locator('body').textContent()).toContain('needs JavaScript')
  await page.context().close()
})

test('a burst of 10 in a fresh window: 5 pass and 5 are refused', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${workbook.url}/playground/?traffic=burst`)
  await freshWindow()
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/api/saka')) statuses.push(response.status())
  })
  await page.getByRole('button', { name: 'Burst of 10' }).click()
  await eventually(() => statuses.length === 10)
  expect(statuses.filter((status) => status === 200)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  await page.context().close()
})

test('a server that goes away is shown at once as lost', async () => {
  const own = await startWorkbook()
  const { page } = await openPage(browser)
  await page.goto(`${own.url}/playground/`)
  await page.getByText('connected', { exact: true }).first().waitFor()
  expect(await own.stop()).toBe(0)
  await page.getByText('lost', { exact: true }).first().waitFor()
  await page.context().close()
})
