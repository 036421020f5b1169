// Every control of the request composer, in a real browser on a real Valkey.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const run = promisify(execFile)
let workbook: RunningWorkbook
let browser: Browser
let users = 0

beforeAll(async () => {
  workbook = await startWorkbook()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

/** The playground at this link, and what it asks the limited endpoints for. */
async function openPlayground(query = '') {
  const { page, complaints } = await openPage(browser)
  const sent: Request[] = []
  page.on('request', (request) => {
    if (/\/api\/(keyspace\/)?saka/.test(request.url())) sent.push(request)
  })
  await page.goto(`${workbook.url}/playground/${query}`)
  await page.getByText('connected', { exact: true }).first().waitFor()
  return { page, sent, complaints }
}

/** A client that no other test has used: its window is fresh. */
function newUser(): string {
  users += 1
  return `e2e-${users}`
}

const result = (page: Page) => page.locator('.composer-result')
const send = (page: Page) => page.locator('.composer-buttons .button-primary')
const client = (page: Page, place: number) =>
  page.getByRole('textbox', { name: `Client ${place}: name` })
const hasFocus = (field: Locator) => field.evaluate((element) => element === document.activeElement)
const linkIs = (page: Page, query: string) => eventually(() => new URL(page.url()).search === query)

test('the first setup is the guide’s: one request, then the counter says 1 of 5', async () => {
  const { page, sent } = await openPlayground()
  await page.getByRole('radio', { name: /The guide’s/ }).waitFor()
  expect(await page.getByRole('radio', { name: /The guide’s/ }).isChecked()).toBe(true)
  await page.getByText('5 requests per 60 s for each address').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await eventually(() => sent.length === 1)
  expect(sent[0]?.headers()['x-request-id']).toMatch(/^p[0-9a-z]{6}-1$/)
  await eventually(async () => (await page.locator('.counter-count').textContent()) === '1 of 5')
  await page.context().close()
})

test('a burst under a policy of one’s own, from a client of each kind', async () => {
  const { page, sent } = await openPlayground()
  await page.getByRole('radio', { name: /Your keyspace’s/ }).check()
  await page.getByLabel('Algorithm', { exact: true }).selectOption('gcra')
  await page.getByLabel('Limit', { exact: true }).fill('3')
  await page.getByLabel('Window', { exact: true }).fill('20')
  await page.getByRole('button', { name: 'Add a client' }).click()
  await page.getByRole('combobox', { name: 'Client 2: counted by' }).selectOption('user')
  const user = newUser()
  await client(page, 2).fill(user)
  await page.getByRole('button', { name: 'Add a client' }).click()
  await page.getByRole('combobox', { name: 'Client 3: counted by' }).selectOption('api-key')
  await client(page, 3).fill(`key-${user}`)
  await client(page, 1).fill('198.51.100.9')
  await page.getByRole('radio', { name: 'Burst' }).check()
  await page.getByRole('textbox', { name: 'Requests', exact: true }).fill('4')
  await page.getByRole('button', { name: 'Burst of 4 from each of 3 clients' }).click()
  await page.getByText(/^12 requests in [\d.]+ s: 9 × 200, 3 × 429\.$/).waitFor()

  expect(sent).toHaveLength(12)
  const paths = sent.slice(0, 3).map((request) => request.url().replace(workbook.url, ''))
  expect(paths).toEqual(
    ['ip', 'user', 'api-key'].map(
      (by) => `/api/keyspace/saka?algorithm=gcra&limit=3&window=20&by=${by}`,
    ),
  )
  expect(sent[0]?.headers()['x-forwarded-for']).toBe('198.51.100.9')
  expect(sent[1]?.headers()['x-user']).toBe(user)
  expect(sent[2]?.headers()['x-api-key']).toBe(`key-${user}`)
  const counts = page.locator('.client-count')
  for (let place = 0; place < 3; place += 1) {
    await counts
      .nth(place)
      .getByText(/^\d of 3/)
      .waitFor()
  }
  await linkIs(
    page,
    `?endpoint=keyspace&algorithm=gcra&limit=3&window=20&client=ip:198.51.100.9&client=user:${user}&client=api-key:key-${user}&traffic=burst&count=4`,
  )
  await page.context().close()
})

test('the link is the whole setup: another page opened with it sends the same', async () => {
  const user = newUser()
  const query = `?endpoint=keyspace&algorithm=token-bucket&limit=2&window=30&client=user:${user}&traffic=burst&count=3`
  const { page, sent } = await openPlayground(query)
  await page.getByRole('button', { name: 'Burst of 3' }).click()
  await page.getByText(/: 2 × 200, 1 × 429\.$/).waitFor()
  expect(sent[0]?.url()).toContain('?algorithm=token-bucket&limit=2&window=30&by=user')
  const link = page.getByRole('link', { name: 'The link to this setup' })
  expect(await link.getAttribute('href')).toBe(`/playground/${query}`)
  await page.context().close()
})

test('a link that cannot be says which part, and the rest of it holds', async () => {
  const { page, sent } = await openPlayground(
    '?endpoint=keyspace&limit=0&window=7&client=ip:nobody',
  )
  await page.getByText('limit cannot be “0”; it is 5 instead.').waitFor()
  await page.getByText('a client “ip:nobody” cannot be, and is left out.').waitFor()
  expect(await page.getByLabel('Limit', { exact: true }).inputValue()).toBe('5')
  expect(await page.getByLabel('Window', { exact: true }).inputValue()).toBe('7')
  expect(sent).toEqual([])
  await page.context().close()
})

test('a shortened window is labelled as a change, and undone with a click', async () => {
  const { page } = await openPlayground('?endpoint=keyspace&window=5')
  await page
    .getByText('A change: the window is 5 s, so that you wait less. The guide’s is 60 s.')
    .waitFor()
  await page.getByLabel('Algorithm', { exact: true }).selectOption('gcra')
  await page.getByText('A change: the guide says 5 requests per 60 s in a fixed window.').waitFor()
  await page.getByRole('button', { name: 'The guide’s values' }).click()
  expect(await page.getByLabel('Window', { exact: true }).inputValue()).toBe('60')
  expect(await page.getByLabel('Algorithm', { exact: true }).inputValue()).toBe('fixed-window')
  expect(await page.getByText('A change:').count()).toBe(0)
  await linkIs(page, '?endpoint=keyspace')
  await page.context().close()
})

test('a burst that cannot be is explained at its field, and nothing is sent', async () => {
  const { page, sent } = await openPlayground('?traffic=burst')
  const field = page.getByRole('textbox', { name: 'Requests', exact: true })
  for (const count of ['0', '-1', '1000000000', '2.5', 'ten', '']) {
    await field.fill(count)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await page.getByText(`must be a whole number from 1 to 500, not “${count}”`).waitFor()
    await field.press('Enter')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    expect(await hasFocus(field)).toBe(true)
  }
  expect(sent).toEqual([])
  await page.context().close()
})

test('a policy or a client that cannot be is explained, and nothing is sent', async () => {
  const { page, sent } = await openPlayground('?endpoint=keyspace')
  for (const [label, value, said] of [
    ['Window', '0.5', 'must be a whole number from 1 to 31,536,000, not “0.5”'],
    ['Window', '31536001', 'not “31536001”'],
    ['Limit', '0', 'must be a whole number from 1 to 1,000,000, not “0”'],
    ['Client 1: name', 'nobody', 'An IP address such as 203.0.113.7 is needed'],
  ] as const) {
    const field = page.getByLabel(label, { exact: true })
    const before = await field.inputValue()
    await field.fill(value)
    await page.getByText(said).waitFor()
    await send(page).click()
    await field.fill(before)
  }
  expect(sent).toEqual([])
  await page.context().close()
})

test('eight clients and no more; removed with the keyboard, the focus stays in the list', async () => {
  const { page } = await openPlayground('?endpoint=keyspace')
  const add = page.getByRole('button', { name: 'Add a client' })
  for (let place = 2; place <= 8; place += 1) {
    await add.click()
    expect(await hasFocus(client(page, place))).toBe(true)
  }
  await page.getByText('Eight clients, the most there can be.').waitFor()
  await add.press('Enter')
  expect(await page.locator('.client').count()).toBe(8)
  await page.getByRole('button', { name: /^Remove client 8/ }).press('Enter')
  expect(await page.locator('.client').count()).toBe(7)
  expect(await hasFocus(add)).toBe(true)
  await client(page, 2).fill('203.0.113.1')
  await page.getByText('There is a client “203.0.113.1” already').waitFor()
  await page.context().close()
})

test('a steady stream shows how far it is, and Stop ends it', async () => {
  const { page, sent } = await openPlayground(
    `?endpoint=keyspace&limit=1000&client=user:${newUser()}&traffic=steady&rate=20&seconds=60`,
  )
  await page.getByRole('button', { name: '20 per second for 60 s' }).click()
  await page.getByRole('progressbar', { name: 'Requests answered' }).waitFor()
  await page.getByText(/^\d+ of 1,200: \d+ × 200$/).waitFor()
  await eventually(() => sent.length >= 5)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText(/^Stopped after \d+ of 1,200: \d+ × 200\.$/).waitFor()
  const after = sent.length
  expect(after).toBeLessThan(1200)
  const said = /after (\d+) of/.exec((await result(page).textContent()) ?? '')?.[1]
  expect(Number(said)).toBe(after)
  await page.context().close()
})

test('by keyboard: Stop goes away with the run, and the focus goes back to the button beside it', async () => {
  const { page, sent } = await openPlayground(
    `?endpoint=keyspace&limit=1000&client=user:${newUser()}&traffic=steady&rate=10&seconds=60`,
  )
  const start = page.getByRole('button', { name: '10 per second for 60 s' })
  await start.focus()
  await page.keyboard.press('Enter')
  await eventually(() => sent.length >= 1)
  await page.keyboard.press('Tab')
  expect(await hasFocus(page.getByRole('button', { name: 'Stop' }))).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByText(/^Stopped after/).waitFor()
  expect(await hasFocus(start)).toBe(true)
  await page.context().close()
})

test('leaving the page ends a stream that is under way', async () => {
  const { page, sent } = await openPlayground(
    `?endpoint=keyspace&client=user:${newUser()}&traffic=steady&rate=10&seconds=60`,
  )
  await send(page).click()
  await eventually(() => sent.length >= 3)
  await page.getByRole('link', { name: 'Valkey Rate Limiter Workbook' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await eventually(async () => {
    const before = sent.length
    // Ten a second: three tenths in which none was sent.
    await page.waitForTimeout(300)
    return sent.length === before
  })
  await page.context().close()
})

test('the curl command counts on the same key as the page', async () => {
  const user = `${newUser()}'s`
  const { page } = await openPlayground(
    `?endpoint=keyspace&limit=2&client=user:${encodeURIComponent(user)}`,
  )
  await page.getByRole('button', { name: 'Send one' }).click()
  await page.getByText(/^1 request in/).waitFor()
  const command = (await page.locator('.composer-command').textContent()) ?? ''
  expect(command).toContain('curl -i -H')
  const { stdout } = await run('sh', ['-c', command])
  expect(stdout).toMatch(/^HTTP\/1\.1 200 /)
  expect(stdout).toMatch(/ratelimit: "default";r=0;/i)
  await page
    .locator('.client-count')
    .getByText(/^2 of 2/)
    .waitFor()
  await page.context().close()
})

test('with the keyboard alone: choose, fill in, send with Enter', async () => {
  const { page, sent } = await openPlayground()
  await page.getByRole('radio', { name: /The guide’s/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByLabel('Limit', { exact: true }).waitFor()
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await eventually(() => sent.length === 1)
  expect(sent[0]?.url()).toContain('limit=7')
  await page.context().close()
})

test('beside a lesson the composer opens on demand, and hands its setup on as a link', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  await page.getByText('More ways to send').click()
  const column = page.getByRole('complementary')
  await column.getByLabel('Limit', { exact: true }).fill('4')
  await column.getByRole('textbox', { name: 'Client 1: name' }).fill('198.51.100.4')
  await column.getByRole('radio', { name: 'Burst' }).check()
  await column.getByRole('button', { name: 'Burst of 10' }).last().click()
  await column.getByText(/^10 requests in .*4 × 200, 6 × 429\.$/).waitFor()
  await column.getByRole('link', { name: 'Open this in the playground' }).click()
  await page.getByRole('heading', { level: 1, name: 'Playground' }).waitFor()
  expect(await page.getByLabel('Limit', { exact: true }).inputValue()).toBe('4')
  await page.context().close()
})

test.each(['light', 'dark'] as const)(
  'everything open and wrong, in %s: axe finds no fault, nothing sticks out on a phone',
  async (colorScheme) => {
    const { page } = await openPage(browser, { viewport: { width: 390, height: 844 }, colorScheme })
    await page.goto(`${workbook.url}/playground/?endpoint=keyspace&traffic=steady&client=user:ada`)
    await page.getByText('connected', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Add a client' }).click()
    await client(page, 2).fill('')
    await page.getByLabel('Limit', { exact: true }).fill('0')
    await page.getByLabel('Seconds', { exact: true }).fill('-1')
    await page.getByText('Nothing is sent before the marked fields are right.').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sideways).toBe(0)
    await page.context().close()
  },
)
