// A part of the page that fails says so in its place, and the rest of the page goes on working.
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

async function open(path: string, prepare: (page: Page) => Promise<unknown>): Promise<Page> {
  const { page } = await openPage(browser)
  await prepare(page)
  await page.goto(workbook.url + path)
  await page.getByText('connected', { exact: true }).first().waitFor({ state: 'attached' })
  return page
}

/** The text reads, and a click still becomes a request. */
async function expectTheRestWorks(page: Page): Promise<void> {
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  const live = page.getByRole('complementary', { name: 'Live' })
  await live.getByRole('button', { name: 'Send', exact: true }).click()
  await live.locator('.response').first().waitFor()
}

test('code that cannot be loaded is reported in its place, and can be loaded again', async () => {
  let lost = true
  const page = await open('/lessons/04-atomic-counter/', (each) =>
    each.route(/\/assets\/ConsolePanel-/, (route) => (lost ? route.abort() : route.continue())),
  )
  await page.locator('summary', { hasText: 'Console' }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'could not be shown.' })
  await notice.waitFor()
  expect(await notice.textContent()).toContain('Try again')
  await expectTheRestWorks(page)

  lost = false
  await notice.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('textbox', { name: 'A command for Valkey' }).waitFor()
  expect(await notice.count()).toBe(0)
  await page.context().close()
})

test('a part of a lesson that throws leaves the lesson readable', async () => {
  const page = await open('/lessons/02-setting-up-valkey/', (each) =>
    each.route('**/api/connection', (route) => route.fulfill({ json: { status: null } })),
  )
  const notice = page.getByRole('alert').filter({ hasText: 'This part of the page' })
  await notice.waitFor()
  expect(await page.getByRole('region', { name: 'Try your own credentials' }).isVisible()).toBe(
    true,
  )
  await expectTheRestWorks(page)

  await page.unroute('**/api/connection')
  await notice.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/7 asked one after the other/).waitFor()
  await page.context().close()
})

test('an exercise that cannot be opened can be closed, and the lesson goes on', async () => {
  const page = await open('/lessons/04-atomic-counter/', (each) =>
    each.route(/\/assets\/ExercisePanel-/, (route) => route.abort()),
  )
  await page.locator('.exercise-open').click()
  const notice = page.getByRole('alert').filter({ hasText: 'The exercise could not be shown.' })
  await notice.waitFor()
  await page.locator('.exercise-failed').getByRole('button', { name: 'Close' }).click()
  await notice.waitFor({ state: 'detached' })
  await expectTheRestWorks(page)
  await page.context().close()
})
