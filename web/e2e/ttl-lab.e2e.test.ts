// The TTL lab in a real browser: what goes wrong with an expiry, on real counters, to the end and stopped in between.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
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

async function openLab(options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, options)
  await opened.page.goto(`${workbook.url}/labs/ttl/`)
  await opened.page.getByRole('button', { name: 'Run it' }).waitFor()
  return opened
}

const choose = (page: Page, trouble: RegExp) => page.getByRole('radio', { name: trouble }).check()
const start = (page: Page) => page.getByRole('button', { name: 'Run it' }).click()
const verdict = (page: Page) => page.locator('.ttl-verdict')

/** The cells of a counter's row: requests, allowed, rejected, failed, last allowed, left in Valkey. */
const cells = (page: Page, counter: string) =>
  page.getByRole('row', { name: counter }).getByRole('cell').allTextContents()

test('a TTL that is taken away: blocked for ever, and repaired by the workbook’s script', async () => {
  const { page, complaints } = await openLab()
  await start(page)
  await page.getByText('It ran to its end.').waitFor({ timeout: 40_000 })
  expect(await verdict(page).textContent()).toMatch(
    /stands at \d+ and has no expiry \(TTL -1\).*sees PTTL below 0/,
  )
  const naive = await cells(page, 'naive script')
  const repaired = await cells(page, 'this workbook’s script')
  expect(naive.at(-1)).toMatch(/^\d+, TTL -1$/)
  expect(repaired.at(-1)).toMatch(/TTL \d/)
  expect(Number(repaired[1])).toBeGreaterThan(Number(naive[1]))
  const figure = page.getByRole('img', { name: /Requests on two counters over time/ })
  expect(await figure.locator('desc').textContent()).toContain(`naive script: ${naive[1]} allowed`)
  await page.getByText('PERSIST', { exact: false }).last().waitFor()
  expect(await page.locator('.ttl-code').textContent()).toContain('expire-on-first.lua')
  expect(await page.locator('.ttl-text li').count()).toBe(Number(naive[0]) + Number(repaired[0]))
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  // The page stops reading at a run's last line, which a browser calls an aborted request.
  const others = complaints.filter((text) => !text.endsWith('/api/labs/ttl net::ERR_ABORTED'))
  expect(others).toEqual([])
  await page.context().close()
})

test('EXPIRE by hand frees the naive counter while it runs', async () => {
  const { page } = await openLab()
  await choose(page, /Somebody sets the counter/)
  await start(page)
  await eventually(async () => (await cells(page, 'naive script')).at(-1)?.endsWith('TTL -1'), {
    withinMs: 20_000,
  })
  await page.getByRole('button', { name: 'Repair by hand: EXPIRE' }).click()
  await page.locator('.ttl-notes').getByText('EXPIRE').waitFor()
  await eventually(async () => !(await cells(page, 'naive script')).at(-1)?.endsWith('TTL -1'))
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped.', { exact: true }).waitFor()
  expect(await verdict(page).textContent()).toContain('has an expiry again')
  await page.context().close()
})

test('a window that EXPIRE refuses, chosen and run by keyboard alone', async () => {
  const { page } = await openLab()
  await page.getByRole('radio', { name: /Somebody takes the TTL away/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await eventually(async () => Number((await cells(page, 'naive script'))[3]) > 0)
  await page.getByText('the limiter runs with a window of 2 s').waitFor({ timeout: 20_000 })
  await eventually(async () => Number((await cells(page, 'this workbook’s script'))[1]) > 0)
  expect((await cells(page, 'naive script')).at(-1)).toMatch(/TTL -1$/)
  await page.context().close()
})

test('EXPIRE on every hit, on a phone: nothing scrolls sideways, and the end is pushed away', async () => {
  const { page } = await openLab({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await choose(page, /EXPIRE on every hit/)
  await start(page)
  await eventually(async () => Number((await cells(page, 'this workbook’s script'))[1]) > 5, {
    withinMs: 20_000,
  })
  await page.getByRole('button', { name: 'Stop' }).click()
  expect(await verdict(page).textContent()).toContain('moved the end away again')
  expect((await cells(page, 'naive script'))[1]).toBe('5')
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
  await page.context().close()
})
