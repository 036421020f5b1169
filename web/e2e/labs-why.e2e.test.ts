// The labs "Why Valkey" and "Load" in a real browser, on real servers, by keyboard where it matters.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  workbook = await startWorkbook()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

const patient = { timeout: 90_000 }

function claim(page: Page, name: RegExp) {
  return page.getByRole('region', { name })
}

/** A page that stops reading a run is how a run is stopped: the browser calls that request aborted. */
function unexpected(complaints: string[]): string[] {
  return complaints.filter((text) => !/\/api\/labs\/\S+ net::ERR_ABORTED$/.test(text))
}

async function looksRight(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
}

test('load: both sides measured, said in a table, charts and a verdict', patient, async () => {
  const { page, complaints } = await openPage(browser)
  await page.goto(`${workbook.url}/labs/load/`)
  const start = page.getByRole('button', { name: 'Send the load' })
  await page.getByLabel('Connections').fill('4')
  await page.getByLabel('Seconds of each side').fill('1')
  await start.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  await page.getByText('What it says').waitFor({ timeout: 60_000 })

  const table = page.getByRole('region', { name: 'Result' }).getByRole('table')
  const cells = await table
    .getByRole('row', { name: /^Answers/ })
    .getByRole('cell')
    .allTextContents()
  expect(cells.slice(0, 2)).toEqual([
    expect.stringMatching(/^[\d,]+ × 200$/),
    expect.stringMatching(/^[\d,]+ × 200$/),
  ])
  const speed = await table.getByRole('row', { name: /^Requests per second/ }).innerText()
  expect(speed).toMatch(/× \d\.\d\d$/)
  expect(await page.getByRole('figure').count()).toBe(5)
  // What a chart shows can be read without it.
  await page.getByText('As a table: Requests per second').click()
  const rows = page.getByRole('figure', { name: 'Requests per second' }).getByRole('row')
  expect(await rows.count()).toBeGreaterThanOrEqual(4)
  await looksRight(page)
  expect(unexpected(complaints)).toEqual([])
  await page.context().close()
})

test(
  'load: blocked traffic, and Stop ends it at once and leaves the figures',
  patient,
  async () => {
    const { page } = await openPage(browser)
    await page.goto(`${workbook.url}/labs/load/`)
    await page.getByLabel('refuses every request').check()
    await page.getByLabel('only with the limiter').check()
    await page.getByLabel('Seconds of each side').fill('20')
    await page.getByRole('button', { name: 'Send the load' }).click()
    await page.getByText(/^[\d,]+ × 429$/).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped.', { exact: true }).waitFor()
    expect(await page.getByText(/^[\d,]+ × 429$/).count()).toBe(1)

    // A second load finds the first one gone.
    await page.getByLabel('Seconds of each side').fill('1')
    await page.getByRole('button', { name: 'Send it again' }).click()
    await page.getByText('It ran to its end.').waitFor({ timeout: 60_000 })
    await page.context().close()
  },
)

test('load: a second tab is told that one load runs', patient, async () => {
  const [first, second] = [await openPage(browser), await openPage(browser)]
  for (const { page } of [first, second]) {
    await page.goto(`${workbook.url}/labs/load/`)
    await page.getByLabel('Seconds of each side').fill('20')
    await page.getByRole('button', { name: 'Send the load' }).click()
  }
  await second.page.getByText('Another load is running').waitFor({ timeout: 30_000 })
  // The page that goes away ends its load, and makes room.
  await first.page.context().close()
  await second.page.getByLabel('Seconds of each side').fill('1')
  const again = second.page.getByRole('button', { name: 'Send it again' })
  const ended = second.page.getByText('It ran to its end.')
  const refused = second.page.getByText('Another load is running')
  for (let tries = 0; tries < 10 && !(await ended.isVisible()); tries += 1) {
    await again.click()
    await ended.or(refused).waitFor({ timeout: 60_000 })
  }
  expect(await ended.isVisible()).toBe(true)
  await second.page.context().close()
})

test(
  'why Valkey: memory, compatibility and threads end with a figure and a verdict',
  patient,
  async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${workbook.url}/labs/why-valkey/`)

    const memory = claim(page, /Memory efficiency/)
    await memory.getByLabel('Counters').fill('10000')
    await memory.getByRole('button', { name: 'Write them' }).click()
    await memory.getByText(/^A counter takes \d+\.\d bytes in Valkey/).waitFor({ timeout: 30_000 })
    await memory.getByRole('figure', { name: 'Bytes a counter takes' }).waitFor()

    const compatibility = claim(page, /Compatibility/)
    await compatibility.getByRole('button', { name: 'Run the suite' }).click()
    await compatibility.getByText('Holds here').waitFor({ timeout: 30_000 })
    expect(await compatibility.getByRole('row').count()).toBeGreaterThan(10)

    const threads = claim(page, /Multi-threading/)
    await threads.getByLabel('Rounds').fill('1')
    await threads.getByLabel('Connections').fill('4')
    await threads.getByRole('button', { name: 'Measure threads' }).click()
    const verdict = threads.getByText(/Valkey answered .* calls/)
    await verdict.waitFor({ timeout: 60_000 })
    expect(await verdict.innerText()).toMatch(/cores?/)
    await looksRight(page)
    expect(unexpected(complaints)).toEqual([])
    await page.context().close()
  },
)

test('why Valkey: a claim is measured by keyboard alone, and said', patient, async () => {
  const { page } = await openPage(browser)
  await page.goto(`${workbook.url}/labs/why-valkey/`)
  const memory = claim(page, /Memory efficiency/)
  await memory.getByLabel('Counters').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await memory
    .getByRole('status')
    .getByText(/^A counter takes \d+\.\d bytes/)
    .waitFor({ timeout: 30_000 })
  const again = memory.getByRole('button', { name: 'Write them again' })
  await again.waitFor()
  expect(await again.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.context().close()
})

test(
  'why Valkey: a slow script is found in the slow log of the server it ran on',
  patient,
  async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${workbook.url}/labs/why-valkey/`)
    const observability = claim(page, /Observability/)
    await observability.getByLabel('one of its own').check()
    await observability.getByRole('button', { name: 'Watch' }).click()
    await observability
      .getByRole('button', { name: 'Run a slow script' })
      .click({ timeout: 30_000 })
    await observability.getByRole('button', { name: 'Send 500 hits' }).click()
    const slow = observability.getByRole('region', { name: /^Slow log/ })
    await slow.getByRole('row', { name: /^eval local ends/ }).waitFor({ timeout: 20_000 })
    const latency = observability.getByRole('region', { name: 'Latency monitor' })
    await latency.getByRole('row').nth(1).waitFor({ timeout: 20_000 })
    await looksRight(page)
    await observability.getByRole('button', { name: 'Stop' }).click()
    await observability.getByText(/all answered/).waitFor()
    expect(unexpected(complaints)).toEqual([])
    await page.context().close()
  },
)

test("why Valkey: the workbook's own Valkey is only read, on a phone too", patient, async () => {
  const { page } = await openPage(browser, {
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  })
  await page.goto(`${workbook.url}/labs/why-valkey/`)
  const observability = claim(page, /Observability/)
  await observability.getByLabel('For how many seconds').fill('5')
  await observability.getByRole('button', { name: 'Watch' }).click()
  await observability.getByRole('term').filter({ hasText: 'Commands per second' }).waitFor()
  expect(await observability.getByRole('button', { name: 'Run a slow script' }).count()).toBe(0)
  await observability.getByText('It ran to its end.').waitFor({ timeout: 20_000 })
  await looksRight(page)
  await page.context().close()
})
