// The inspector in a real browser: a request opens to its whole way, with what Valkey really answered.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

let workbook: RunningWorkbook
let browser: Browser
let clients = 0
let lab: string
let headers: Record<string, string>

beforeAll(async () => {
  workbook = await startWorkbook({ RATE_WINDOW_SECONDS: '3' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})
beforeEach(() => {
  clients += 1
  lab = `${workbook.url}/api/keyspace/saka`
  headers = { 'X-Forwarded-For': `203.0.113.${clients}` }
})

async function openPlayground(options = {}, path = '/playground/') {
  const { page, complaints } = await openPage(browser, options)
  await page.goto(workbook.url + path)
  await page.getByText('connected', { exact: true }).first().waitFor({ state: 'attached' })
  return { page, complaints }
}
const rows = (page: Page) => page.locator('.response-summary')
async function openNewest(page: Page, count: number): Promise<void> {
  await eventually(async () => (await rows(page).count()) === count)
  await rows(page).first().click()
  await page.getByRole('list', { name: 'The way of this request' }).waitFor()
}
/** The steps' words, by what they are called. */
const step = (page: Page, name: string) =>
  page.locator('.way-step', { has: page.locator('strong', { hasText: new RegExp(`^${name}$`) }) })
const marked = (page: Page) => page.locator('.lua-listing .marked').allTextContents()

test('a click opens to its whole way: key, call, reply, decision, headers, and the lines that ran', async () => {
  const { page, complaints } = await openPlayground()
  await page.getByRole('button', { name: 'Send', exact: true }).first().click()
  await openNewest(page, 1)
  expect(await step(page, 'Request').textContent()).toContain('GET /api/saka')
  expect(await step(page, 'Key').textContent()).toContain('rate:127.0.0.1')
  expect(await step(page, 'Call').textContent()).toContain('1 rate:127.0.0.1 3')
  expect(await step(page, 'Reply').locator('pre').textContent()).toBe(
    '1) (integer) 1\n2) (integer) 3000',
  )
  expect(await step(page, 'Decision').textContent()).toContain('Allowed: 1 of 5, 4 left')
  expect(await step(page, 'Response').textContent()).toContain('ratelimit')
  expect((await marked(page)).some((line) => line.includes("redis.call('EXPIRE'"))).toBe(true)
  await page.getByText(/ms measured by the browser/).waitFor()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(complaints).toEqual([])
  await page.context().close()
})

test('a later hit does not run the lines that set the expiry', async () => {
  const { page } = await openPlayground()
  await fetch(lab, { headers })
  await eventually(async () => (await rows(page).count()) === 1)
  // Past the millisecond in which the window was opened.
  await page.waitForTimeout(50)
  await fetch(lab, { headers })
  await openNewest(page, 2)
  expect(await step(page, 'Reply').textContent()).toContain('A window was open already')
  expect((await marked(page)).some((line) => line.includes("redis.call('EXPIRE'"))).toBe(false)
  await page.context().close()
})

test('requests from elsewhere appear as such, and the filter finds them', async () => {
  const { page } = await openPlayground()
  await page.getByRole('button', { name: 'Send', exact: true }).first().click()
  await fetch(lab, { headers: { ...headers, 'X-API-Key': 'hush' } })
  await eventually(async () => (await rows(page).count()) === 2)
  await page.getByLabel('From elsewhere').check()
  await openNewest(page, 1)
  expect(await rows(page).textContent()).toContain('from elsewhere')
  expect(await step(page, 'Request').textContent()).toContain('Client to Express')
  await page.getByText(/request headers$/).click()
  const text = await page.locator('.way').textContent()
  expect(text).toContain('hidden (4 characters)')
  expect(text).not.toContain('hush')
  await page.getByLabel('This page').check()
  await eventually(async () => (await rows(page).count()) === 1)
  await page.getByLabel('Refused').check()
  await page.getByText('None of these at the moment.').waitFor()
  await page.context().close()
})

test.each(['sliding-window-log', 'sliding-window-counter', 'token-bucket', 'gcra'])(
  '%s: refused, with its own file beside it',
  async (algorithm) => {
    const { page } = await openPlayground()
    for (let hit = 0; hit < 2; hit += 1) {
      await fetch(`${lab}?algorithm=${algorithm}&limit=1&window=60`, { headers })
    }
    await openNewest(page, 2)
    expect(await step(page, 'Decision').textContent()).toContain('Refused: 1 of 1')
    expect(await page.locator('.lua-listing .code-file').textContent()).toBe(
      `server/limiter/algorithms/${algorithm}/${algorithm}.lua`,
    )
    expect((await marked(page)).length).toBeGreaterThan(10)
    await page.context().close()
  },
)

test('the keyboard alone: a row opens and closes, and a hovered lane lights up everywhere', async () => {
  const { page } = await openPlayground()
  await fetch(lab, { headers })
  await eventually(async () => (await rows(page).count()) === 1)
  const row = rows(page).first()
  await row.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'The way of this request' }).waitFor()
  expect(await row.getAttribute('aria-expanded')).toBe('true')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
  expect(await page.evaluate(() => document.documentElement.dataset.lit)).toBe('browser')
  await row.focus()
  expect(await page.evaluate(() => document.documentElement.dataset.lit)).toBeUndefined()
  await page.keyboard.press('Space')
  expect(await row.getAttribute('aria-expanded')).toBe('false')
  await page.locator('.way').waitFor({ state: 'detached' })
  await page.context().close()
})

test.each([
  ['beside a lesson', '/lessons/04-atomic-counter/', { width: 1440, height: 900 }],
  ['on a phone', '/playground/', { width: 390, height: 844 }],
] as const)('%s it opens too, and nothing sticks out', async (_where, path, viewport) => {
  const { page } = await openPlayground({ viewport, reducedMotion: 'reduce' }, path)
  await fetch(lab, { headers })
  await openNewest(page, 1)
  await page.getByText('The lines that ran').waitFor()
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await page.context().close()
})

test('a flood from elsewhere: the page stays usable and says how many it was not told', async () => {
  const { page } = await openPlayground()
  const flood = async () => {
    for (let i = 0; i < 40; i += 1) await (await fetch(lab, { headers })).arrayBuffer()
  }
  await Promise.all(Array.from({ length: 10 }, flood))
  await page.getByText(/requests more came too fast to be followed/).waitFor()
  expect(await rows(page).count()).toBeLessThanOrEqual(50)
  await page.context().close()
})

test('beside a lesson, timeline, keys and console open, and keep their state in the next lesson', async () => {
  const { page, complaints } = await openPlayground({}, '/lessons/04-atomic-counter/')
  const live = page.getByRole('complementary')
  await live.getByRole('button', { name: 'Send', exact: true }).click()
  await live.getByText('Timeline', { exact: true }).click()
  await live.getByRole('tab', { name: 'Text log' }).waitFor()
  await live.getByText('Keys in Valkey', { exact: true }).click()
  await live.getByRole('list', { name: 'Keys in this keyspace' }).waitFor()
  await live.getByText('Console', { exact: true }).click()
  const prompt = live.getByRole('textbox', { name: 'A command for Valkey' })
  await prompt.fill('EXISTS rate:nobody')
  await prompt.press('Enter')
  await live.locator('.console-reply').getByText('(integer) 0').waitFor()
  await page.locator('main a[rel="next"], main a:has-text("Next")').first().click()
  await page.waitForURL(/lessons\/05/)
  await live.locator('.console-reply').getByText('(integer) 0').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})
