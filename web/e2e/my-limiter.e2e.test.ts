// The learner's own limiter, live in the playground: a real file in a workspace, a real browser.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../server/testing/eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const workspace = mkdtempSync(join(tmpdir(), 'workbook-my-limiter-'))
const lesson = '05-express-middleware'
const file = join(workspace, lesson, 'rate-limit.ts')
const sliding = '09-other-algorithms'
const patience = { timeout: 20_000 }
let workbook: RunningWorkbook
let browser: Browser
let good: string

beforeAll(async () => {
  cpSync(join('lessons', lesson, 'solution'), join(workspace, lesson), { recursive: true })
  cpSync(join('lessons', sliding, 'solution'), join(workspace, sliding), { recursive: true })
  good = readFileSync(file, 'utf8')
  workbook = await startWorkbook({ WORKSPACE: workspace })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
  rmSync(workspace, { recursive: true, force: true })
})

const part = (page: Page) => page.getByRole('region', { name: 'Whose limiter answers' })
const counter = (page: Page) => page.locator('.counter').first()
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click()
const rows = (page: Page) => page.locator('.response')

async function chooseMine(page: Page): Promise<void> {
  await part(page).getByRole('combobox').selectOption(lesson)
  await part(page).getByRole('radio', { name: 'My limiter' }).click()
  await part(page)
    .getByText(/Live: /)
    .waitFor(patience)
}

test('my limiter gives its own 429, shows its own commands, and a saved limit of 2 is live at once', async () => {
  const { page, complaints } = await openPage(browser)
  await page.goto(`${workbook.url}/playground/`)
  await chooseMine(page)
  await send(page)
  await counter(page).getByText('my limiter · lesson 5').waitFor(patience)
  await counter(page).getByText('1 of 5').waitFor(patience)
  expect(await rows(page).first().textContent()).toContain('answered by my limiter')

  await rows(page).first().getByRole('button').first().click()
  const way = page.getByRole('list', { name: 'The way of this request' })
  await way.getByText('EVAL ‹your script› 1 rate:127.0.0.1 60').waitFor(patience)
  await way.getByText('1) (integer) 1').waitFor()

  writeFileSync(file, good.replace('limit = 5', 'limit = 2'))
  await part(page)
    .getByText(/Live: restarted after your save in \d+ ms\./)
    .waitFor(patience)
  await send(page)
  await counter(page).getByText('2 of 2').waitFor(patience)
  await send(page)
  await page.getByRole('button', { name: /^Try again in \d+ s$/ }).waitFor(patience)
  await rows(page).first().getByText('429').waitFor(patience)
  // The 429 is the test's own doing.
  expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
  await page.context().close()
})

test('a crash says why and where, and the workbook’s limiter is one click away', async () => {
  const { page } = await openPage(browser)
  writeFileSync(file, good)
  await page.goto(`${workbook.url}/playground/`)
  await chooseMine(page)
  writeFileSync(file, good.replace('const { valkey', 'const const { valkey'))
  await part(page).getByText('It cannot be read').waitFor(patience)
  await part(page).getByText('rate-limit.ts, line 12', { exact: false }).first().waitFor()
  await send(page)
  await rows(page).first().getByText('502').waitFor(patience)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await part(page).getByRole('radio', { name: 'The workbook’s' }).click()
  await part(page)
    .getByText(/^Choose My limiter/)
    .waitFor(patience)
  expect(await counter(page).textContent()).not.toContain('my limiter')
  const response = await fetch(`${workbook.url}/api/saka`)
  expect(response.headers.get('X-My-Limiter')).toBeNull()
  await page.context().close()
})

test('a sliding window: counter, wait and timeline say what my limiter answered, not when its key expires', {
  timeout: 120_000,
}, async () => {
  const { page } = await openPage(browser)
  // The workbook's own counter is full: nothing of mine may be drawn into its window.
  const { url } = workbook
  for (let sent = 0; sent < 7; sent += 1) await fetch(`${url}/api/saka`)
  await page.goto(`${url}/playground/`)
  await counter(page)
    .getByText(/\d more rejected/)
    .waitFor(patience)
  await part(page).getByRole('combobox').selectOption(sliding)
  await part(page).getByRole('radio', { name: 'My limiter' }).click()
  await part(page)
    .getByText(/Live: /)
    .waitFor(patience)
  await part(page).getByText('Exercise 9, which runs now').waitFor(patience)
  await part(page).getByText('Exercise 5, earlier').waitFor()

  // Its windows are the clock's minutes: at the end of one a refusal would be over before it was looked at.
  await eventually(() => Date.now() % 60_000 < 30_000, { withinMs: 40_000, everyMs: 100 })
  const answers = []
  for (let sent = 0; sent < 7; sent += 1) answers.push(await fetch(`${url}/api/saka`))
  const [refused] = answers.slice(-1)
  expect(refused?.status).toBe(429)
  const retryAfter = Number(refused?.headers.get('Retry-After'))
  expect(retryAfter).toBeLessThanOrEqual(60)
  await counter(page).getByText('my limiter · lesson 9').waitFor(patience)
  await counter(page)
    .getByText(/\d more rejected/)
    .waitFor(patience)
  const button = page.getByRole('button', { name: /^Try again in \d+ s$/ })
  await button.waitFor(patience)
  const left = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0])
  expect(left).toBeLessThanOrEqual(retryAfter)
  // Not the key's own expiry, which is two windows.
  const shown = await counter(page)
    .getByText(/^the next one passes in \d+ s$/)
    .textContent()
  expect(Number(/\d+/.exec(shown ?? '')?.[0])).toBeLessThanOrEqual(retryAfter)
  await page
    .getByText(/:mine:127\.0\.0\.1/)
    .first()
    .waitFor(patience)
  await part(page).getByRole('radio', { name: 'The workbook’s' }).click()
  await page.context().close()
})

test('the switch is beside a lesson too, with the lesson’s own exercise offered, and works by keyboard', async () => {
  const { page } = await openPage(browser)
  writeFileSync(file, good)
  await page.goto(`${workbook.url}/lessons/${lesson}/`)
  const live = page.getByRole('complementary', { name: 'Live' })
  await live.getByText('Whose limiter answers', { exact: true }).click()
  const choice = live.getByRole('radio', { name: 'The workbook’s' })
  await choice.waitFor(patience)
  expect(await live.getByRole('combobox').first().inputValue()).toBe(lesson)
  await choice.focus()
  await page.keyboard.press('ArrowRight')
  await live.getByText(/Live: /).waitFor(patience)
  await live
    .getByText(/workbook: It runs/)
    .last()
    .waitFor(patience)
  await page.keyboard.press('ArrowLeft')
  await live.getByText(/^Choose My limiter/).waitFor(patience)
  await page.context().close()
})
