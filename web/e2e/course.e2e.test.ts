// The course as a new learner takes it: lesson by lesson, every button in the text pressed, every prediction run and
// every answer of every quiz given, on a real Valkey. Windows are short, so that nobody waits a minute for a fresh one.
import { readdirSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const lessons = readdirSync('lessons').filter((name) => /^\d\d-/.test(name))
let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  workbook = await startWorkbook({ RATE_WINDOW_SECONDS: '2' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

test.each(lessons)(
  '%s: all that can be pressed and answered',
  { timeout: 120_000 },
  async (lesson) => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${workbook.url}/lessons/${lesson}/`)
    const text = page.getByRole('main')
    await page.getByText('connected', { exact: true }).first().waitFor()

    for (const tryIt of await text.locator('.try-it').all()) await press(tryIt)
    for (const predict of await all(text.locator('.predict'))) await runPrediction(predict)
    for (const quiz of await all(text.locator('.quiz'))) await giveEveryAnswer(quiz)

    // Refusals are what many of the buttons are for, and the browser reports each (409: Next.js is not running). It also calls a streamed answer that
    // was read to its end aborted, now and then.
    const real = complaints.filter(
      (line) => !/ (409|429|503) |labs\/\w+ net::ERR_ABORTED$/.test(line),
    )
    expect(real).toEqual([])
    // A command is for the reader's own terminal, whichever port the workbook has there.
    const commands = (await text.locator('.code[data-language=sh]').allTextContents()).join()
    expect(commands).not.toContain('localhost:3000')
    if (commands.includes('curl')) expect(commands).toContain(`${new URL(workbook.url).host}/api/`)
    await page.context().close()
  },
)

test('from the first lesson to the last one by Next alone, with the live part kept', async () => {
  const { page, complaints } = await openPage(browser)
  const streams: string[] = []
  page.on(
    'request',
    (request) => request.url().includes('/api/events') && streams.push(request.url()),
  )
  await page.goto(`${workbook.url}/lessons/${lessons[0]}/`)
  await page.getByText('connected', { exact: true }).first().waitFor()
  for (const lesson of lessons.slice(1)) {
    await nextLesson(page).click()
    await page.waitForURL(`**/lessons/${lesson}/`)
    await eventually(() => page.evaluate(() => document.activeElement?.tagName === 'H1'))
  }
  expect(await nextLesson(page).count()).toBe(0)
  expect(streams).toHaveLength(1)
  expect(complaints).toEqual([])
  await page.context().close()
})

const nextLesson = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Next and previous lesson' })
    .getByRole('link', { name: /^Next/ })

/** All that are there now, at least one. */
async function all(locator: Locator): Promise<Locator[]> {
  await locator.first().waitFor()
  return locator.all()
}

async function press(tryIt: Locator): Promise<void> {
  await tryIt.getByRole('button').click()
  const result = tryIt.getByRole('status')
  // What goes through Next.js says that Next.js is not running here; nextjs.e2e.test.ts starts it.
  await eventually(async () => /\d × (200|429)|Next\.js/.test((await result.textContent()) ?? ''))
}

async function runPrediction(predict: Locator): Promise<void> {
  await predict.getByRole('spinbutton').fill('3')
  await predict.getByRole('button', { name: /^Run it( in a fresh window)?$/ }).click()
  const verdict = predict.getByRole('status').locator('.verdict')
  await verdict.getByText(/^(As you said|Not quite)\.$/).waitFor({ timeout: 120_000 })
  expect(await verdict.textContent()).toMatch(/predicted 3/)
  expect(await predict.locator('.explanation').isVisible()).toBe(true)
  await predict.getByRole('button', { name: 'Predict again' }).click()
}

async function giveEveryAnswer(quiz: Locator): Promise<void> {
  const verdicts: (string | null)[] = []
  for (const choice of await quiz.locator('.choice').all()) {
    await choice.getByRole('radio').check()
    await quiz.getByRole('button', { name: 'Check my answer' }).click()
    const explanation = choice.locator('.explanation')
    await explanation.waitFor()
    expect((await explanation.textContent())?.length).toBeGreaterThan(20)
    verdicts.push(await choice.getAttribute('data-verdict'))
  }
  expect(verdicts.filter((verdict) => verdict === 'right')).toHaveLength(1)
  expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(verdicts.length - 1)
}
