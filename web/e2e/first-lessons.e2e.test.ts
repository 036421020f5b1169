// What lessons 1 to 3 have of their own: the figure of a request's way, the live connection, and the checker.
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

async function open(path: string, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  await page.goto(workbook.url + path)
  await page.getByText('connected', { exact: true }).first().waitFor({ state: 'attached' })
  return page
}

test('the figure follows a real request, and its arrows go through the steps', async () => {
  const page = await open('/lessons/01-what-and-why/', { reducedMotion: 'reduce' })
  const figure = page.getByRole('figure', { name: 'The way of a request' })
  await figure.getByRole('button', { name: 'Send one request' }).click()
  await figure.getByText('step 5 of 5').waitFor()
  const lines = figure.getByRole('listitem')
  await eventually(async () => (await lines.allTextContents())[2]?.startsWith('Valkey has counted'))
  expect(await lines.allTextContents()).toEqual([
    'GET /api/saka arrives at Express, from 127.0.0.1.',
    expect.stringMatching(/^Express asks Valkey to count: EVALSHA .* 1 rate:127\.0\.0\.1 60$/),
    expect.stringMatching(/^Valkey has counted: number 1, and the window ends in (60|59) s\./),
    '1 is not more than 5: permission. The handler runs.',
    expect.stringMatching(/^The browser has its 200 .* ms after it asked\.$/),
  ])
  await figure.getByRole('button', { name: 'One step back' }).click()
  await figure.getByText('step 4 of 5').waitFor()
  expect(await figure.locator('[aria-current="step"]').textContent()).toContain('permission')
  await page.context().close()
})

test('a word in the prose lights up its part of the figure', async () => {
  const page = await open('/lessons/01-what-and-why/')
  await page.locator('.named-part', { hasText: 'Valkey' }).first().hover()
  expect(await page.locator('html').getAttribute('data-lit')).toBe('valkey')
  await page.context().close()
})

test('the page tells what it is connected to, and tries credentials step by step', async () => {
  const page = await open('/lessons/02-setting-up-valkey/')
  const now = page.getByRole('region', { name: 'What this page is connected to right now' })
  await now.getByText(/7 asked one after the other/).waitFor()
  expect(await now.textContent()).toMatch(/at 127\.0\.0\.1:\d+/)
  const checker = page.getByRole('region', { name: 'Try your own credentials' })
  const result = checker.getByRole('status')
  await checker.getByRole('button', { name: 'Nobody listens' }).click()
  await result.getByText(/Nothing listens at 127\.0\.0\.1:1 \(ECONNREFUSED\)/).waitFor()

  const port = /127\.0\.0\.1:(\d+)/.exec((await now.textContent()) ?? '')?.[1] ?? ''
  await checker.getByLabel('Port').fill(port)
  await checker.getByLabel('Password').fill('hunter2')
  await checker.getByRole('button', { name: 'Try the connection' }).click()
  await result.getByText(/refused the password \(WRONGPASS\)/).waitFor()
  expect(await result.getByRole('listitem').allTextContents()).toContain('TLS: not asked for.')
  expect(await page.content()).not.toContain('hunter2')
  expect(workbook.stderr.join()).not.toContain('hunter2')
  await page.context().close()
})
