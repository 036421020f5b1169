// From a click to the changed count on the page, over 200 clicks in a real browser. It prints what it measured and
// asserts no time: that is the machine's business. What it does assert is that every click moved the counter by one.
import { loadavg } from 'node:os'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const clicks = 200
let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  workbook = await startWorkbook({ RATE_LIMIT: '1000000' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

test.each(['/playground/', '/lessons/04-atomic-counter/'])(
  'click to counter on %s',
  async (path) => {
    const { page } = await openPage(browser)
    await page.goto(workbook.url + path)
    await page.getByText('connected', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).first().waitFor()

    const measured = await page.evaluate(clickAndMeasure, clicks)
    expect(measured.counts).toEqual(
      Array.from({ length: clicks }, (_, i) => (measured.counts[0] ?? 0) + i),
    )
    const load = loadavg()[0]?.toFixed(1)
    const line = [
      `click to counter on ${path}, ${clicks} clicks, load ${load}:`,
      `changed p50 ${percentile(measured.changedMs, 50)} ms, p95 ${percentile(measured.changedMs, 95)} ms;`,
      `next frame p50 ${percentile(measured.frameMs, 50)} ms, p95 ${percentile(measured.frameMs, 95)} ms`,
    ].join(' ')
    process.stdout.write(`${line}\n`)
    await page.context().close()
  },
)

function percentile(values: number[], percent: number): string {
  const sorted = values.toSorted((one, other) => one - other)
  return (sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN).toFixed(1)
}

/** Runs in the page: clicks, waits until the count has changed, and for the frame that shows it; then the next. */
async function clickAndMeasure(times: number) {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'Send',
  )
  const count = document.querySelector('.counter-count')
  if (!button || !count) throw new Error('The page has no Send button or no counter.')
  const shown = () => Number(count.querySelector('strong')?.textContent)
  const changedMs: number[] = []
  const frameMs: number[] = []
  const counts: number[] = []
  for (let i = 0; i < times; i += 1) {
    const before = shown()
    const changed = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (shown() === before) return
        observer.disconnect()
        resolve(performance.now())
      })
      observer.observe(count, { childList: true, characterData: true, subtree: true })
    })
    const clickedAt = performance.now()
    button.click()
    changedMs.push((await changed) - clickedAt)
    counts.push(shown())
    await new Promise((resolve) => requestAnimationFrame(resolve))
    frameMs.push(performance.now() - clickedAt)
    // As a quick person clicks, and at no fixed distance from the frames.
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 30))
  }
  return { changedMs, frameMs, counts }
}
