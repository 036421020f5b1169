// The timeline with 300 requests on it and 30 more a second, on a processor slowed down four times. It prints what a second
// of drawing cost and asserts no time: that is the machine's business. What it does assert is that nothing was left out.
import { loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const points = 300
const perSecond = 30
const seconds = 5
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

test('300 points, 30 updates a second, a processor four times slower', async ({ skip }) => {
  if (!process.env.MEASURE) skip('a measurement, not a check: MEASURE=1 prints what drawing costs.')
  const { page } = await openPage(browser)
  const devtools = await page.context().newCDPSession(page)
  await page.goto(`${workbook.url}/playground/?traffic=burst`)
  await page.getByText('connected', { exact: true }).first().waitFor()
  const timeline = page.getByRole('region', { name: 'Timeline' })
  const recorded = (count: number) =>
    eventually(
      async () => (await timeline.textContent())?.includes(`Live. ${count} requests recorded`),
      { everyMs: 500 },
    )
  await timeline.getByRole('tab', { name: 'Figure' }).waitFor()
  for (let sent = 0; sent < points; sent += 1) await fetch(`${workbook.url}/api/saka`)
  await recorded(points)

  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await devtools.send('Performance.enable')
  const busySeconds = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const drawn = page.evaluate(countPictures, seconds * 1000)
  const before = await busySeconds()
  const began = performance.now()
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    await fetch(`${workbook.url}/api/saka`)
    await wait(Math.max(0, began + ((sent + 1) * 1000) / perSecond - performance.now()))
  }
  const tookSeconds = (performance.now() - began) / 1000
  const busy = (await busySeconds()) - before
  const perUpdate = (busy * 1000) / (perSecond * seconds)
  process.stdout.write(
    [
      `timeline, ${points} points and ${perSecond} a second, 4x slower, load ${loadavg()[0]?.toFixed(1)}:`,
      `${(await drawn).toFixed(0)} pictures a second,`,
      `${perUpdate.toFixed(1)} ms of work an update, busy ${((100 * busy) / tookSeconds).toFixed(0)} % of the time\n`,
    ].join(' '),
  )
  await recorded(points + perSecond * seconds)
  await page.context().close()
  expect(perUpdate).toBeGreaterThan(0)
})

/**
 * Runs in the page: how often the figure changes in a second. It asks for no frames of its own, which would cost as much
 * as what it measures.
 */
function countPictures(forMs: number): Promise<number> {
  const figure = document.querySelector('.timeline-drawing')
  const began = performance.now()
  let pictures = 0
  const observer = new MutationObserver(() => {
    pictures += 1
  })
  const everything = { subtree: true, childList: true, attributes: true, characterData: true }
  if (figure) observer.observe(figure, everything)
  return new Promise((resolve) => {
    setTimeout(() => {
      observer.disconnect()
      resolve((pictures * 1000) / (performance.now() - began))
    }, forMs)
  })
}
