// The timeline in a real browser: every control, the figure, the text log and the table, on real requests.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const windowSeconds = 60
let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  workbook = await startWorkbook({ RATE_WINDOW_SECONDS: String(windowSeconds) })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })
const tab = (page: Page, name: string) => timeline(page).getByRole('tab', { name })
const button = (page: Page, name: string) =>
  timeline(page).getByRole('button', { name, exact: true })
const status = (page: Page) => timeline(page).locator('.timeline-status')
const said = (page: Page) => timeline(page).getByRole('status')

async function openPlayground(options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, options)
  await opened.page.goto(`${workbook.url}/playground/?traffic=burst`)
  await opened.page.getByText('connected', { exact: true }).first().waitFor()
  await tab(opened.page, 'Figure').waitFor()
  return opened
}

/** Requests by curl, so to say: the page did not send them, and hears of them on the stream. */
async function requestsFromOutside(count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) await fetch(`${workbook.url}/api/saka`)
}

async function recorded(page: Page, count: number): Promise<void> {
  await eventually(async () =>
    (await status(page).textContent())?.startsWith(`Live. ${count} request`),
  )
}

/** What the figure says of itself to those who do not look. */
async function described(page: Page): Promise<string> {
  return (await timeline(page).getByRole('img').locator('desc').textContent()) ?? ''
}

/** Keeps everything that the figure says of itself from now on, in the page. */
async function noteDescriptions(page: Page): Promise<void> {
  await timeline(page)
    .getByRole('img')
    .evaluate((figure) => {
      const note = () => {
        const { dataset } = document.body
        dataset.described = `${dataset.described ?? ''} ${figure.querySelector('desc')?.textContent}`
      }
      new MutationObserver(note).observe(figure, {
        subtree: true,
        childList: true,
        characterData: true,
      })
    })
}

test('every request is on it once: the page’s own, told by hit and answer, and those from outside', async () => {
  const { page, complaints } = await openPlayground()
  await page.getByRole('button', { name: 'Burst of 10' }).click()
  await recorded(page, 10)
  await requestsFromOutside(2)
  await recorded(page, 12)
  await eventually(async () => (await described(page)).includes('you: 5 allowed, 7 rejected.'))

  await tab(page, 'Text log').click()
  const lines = timeline(page).getByRole('log').getByRole('listitem')
  expect(await lines.count()).toBe(12)
  expect(await lines.first().textContent()).toMatch(/you: rejected5 of 5, 7 over · TTL \d+\.\d s/)
  expect(await lines.first().textContent()).toContain('not sent by this page')
  // Ten at once may be told in another order than they were counted in; each is told once.
  const texts = await lines.allTextContents()
  for (const count of [1, 2, 3, 4, 5]) {
    const told = new RegExp(`you: allowed${count} of 5 · .*HTTP 200`)
    expect(texts.filter((text) => told.test(text))).toHaveLength(1)
  }

  await tab(page, 'Table').click()
  const row = timeline(page).getByRole('row', { name: /^you / })
  expect(await row.getByRole('cell').allTextContents()).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d – \d\d:\d\d:\d\d$/),
    '5',
    '7',
    '0',
  ])
  expect(complaints.filter((text) => !text.includes('429'))).toEqual([])
  await page.context().close()
})

/** Notes in the page, from now on, the frame of each picture. */
async function noteFrames(page: Page): Promise<void> {
  await timeline(page)
    .getByRole('img')
    .evaluate((figure) => {
      const { dataset } = document.body
      // It stands still for as long as a frame lasts.
      const note = () => {
        dataset.frames = `${dataset.frames ?? ''} ${document.timeline.currentTime}`
      }
      const everything = { subtree: true, childList: true, attributes: true, characterData: true }
      new MutationObserver(note).observe(figure, everything)
    })
}

test('however many requests a frame brings, it is drawn once', async () => {
  const { page } = await openPlayground()
  await noteFrames(page)
  await Promise.all(Array.from({ length: 10 }, () => requestsFromOutside(10)))
  await recorded(page, 100)
  const frames = await page.evaluate(() => document.body.dataset.frames?.trim().split(' ') ?? [])
  expect(frames.length).toBeGreaterThan(0)
  expect(new Set(frames).size).toBe(frames.length)
  await page.context().close()
})

test('paused it stands still and goes on recording; live again it shows what came since', async () => {
  const { page } = await openPlayground()
  await requestsFromOutside(1)
  await recorded(page, 1)
  await button(page, 'Pause').click()
  await eventually(async () => /^Paused at/.test((await status(page).textContent()) ?? ''))
  await eventually(async () => /is paused at/.test((await said(page).textContent()) ?? ''))
  await requestsFromOutside(2)
  await eventually(async () => (await status(page).textContent())?.includes('2 requests later'))
  expect(await described(page)).toContain('you: 0 allowed, 1 rejected.')
  await button(page, 'Live').click()
  await recorded(page, 3)
  await eventually(async () => (await described(page)).includes('3 rejected'))
  await page.context().close()
})

test('a replay runs through the recording at the chosen speed and stands still at its end', async () => {
  const { page } = await openPlayground()
  await requestsFromOutside(3)
  await recorded(page, 3)
  await timeline(page).getByRole('combobox', { name: 'Speed' }).selectOption('0.5')
  await noteDescriptions(page)
  await button(page, 'Replay').click()
  await eventually(async () => /^Replaying/.test((await status(page).textContent()) ?? ''))
  await timeline(page).getByRole('combobox', { name: 'Speed' }).selectOption('10')
  await eventually(async () => /^Paused/.test((await status(page).textContent()) ?? ''))
  expect(await described(page)).toContain('you: 0 allowed, 3 rejected.')
  expect(await button(page, 'Live').getAttribute('aria-pressed')).toBe('false')
  // Half a second of lead, at half speed: at first nothing had happened yet.
  expect(await page.evaluate(() => document.body.dataset.described)).toContain(
    'you: 0 allowed, 0 rejected.',
  )
  await page.context().close()
})

test('steps and the scrubber go from request to request, by keyboard alone', async () => {
  const { page } = await openPlayground()
  for (let sent = 0; sent < 3; sent += 1) {
    await requestsFromOutside(1)
    await recorded(page, sent + 1)
  }
  await button(page, 'Step back').focus()
  for (const left of [3, 2, 1]) {
    await page.keyboard.press('Enter')
    await eventually(async () => (await described(page)).includes(`${left} rejected`))
  }
  expect(await timeline(page).locator('.timeline-caption').textContent()).toMatch(
    /^\d\d:\d\d:\d\d\.\d\d\d · you: rejected · 5 of 5/,
  )
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await eventually(async () => (await described(page)).includes('2 rejected'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  await eventually(async () => (await described(page)).includes('0 rejected'))
  await page.keyboard.press('End')
  await eventually(async () => (await described(page)).includes('3 rejected'))
  await page.context().close()
})

test('clearing asks nothing and can be undone', async () => {
  const { page } = await openPlayground()
  await requestsFromOutside(2)
  await recorded(page, 2)
  await button(page, 'Clear').click()
  await recorded(page, 0)
  await eventually(async () => /2 requests cleared/.test((await said(page).textContent()) ?? ''))
  await requestsFromOutside(1)
  await recorded(page, 1)
  await button(page, 'Undo the clearing').click()
  await recorded(page, 3)
  await page.context().close()
})

test('the tabs are moved through with the arrow keys', async () => {
  const { page } = await openPlayground()
  await tab(page, 'Figure').focus()
  for (const name of ['Text log', 'Table', 'Figure']) {
    await page.keyboard.press('ArrowRight')
    expect(await tab(page, name).getAttribute('aria-selected')).toBe('true')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
  }
  await page.keyboard.press('End')
  expect(await tab(page, 'Table').getAttribute('aria-selected')).toBe('true')
  await page.context().close()
})

test('off the screen it is not drawn; seen again it is up to date', async () => {
  const { page } = await openPlayground({ viewport: { width: 390, height: 500 } })
  await timeline(page).scrollIntoViewIfNeeded()
  await recorded(page, 0)
  await page.evaluate(() => {
    const box = document.querySelector('.timeline') ?? document.body
    new MutationObserver((changes) => {
      document.body.dataset.changes = String(
        Number(document.body.dataset.changes ?? 0) + changes.length,
      )
    }).observe(box, { subtree: true, childList: true, attributes: true, characterData: true })
    document.body.dataset.changes = '0'
    window.scrollTo(0, 0)
  })
  const changes = () => page.evaluate(() => document.body.dataset.changes)
  // What was on its way when it went off the screen still arrives.
  let settled: string | undefined = 'not asked yet'
  const isSettled = async () => {
    const before = settled
    settled = await changes()
    return settled === before
  }
  await eventually(isSettled, { withinMs: 10_000, everyMs: 1500 })
  await requestsFromOutside(6)
  await eventually(async () =>
    (await page.locator('.counter-count').first().textContent())?.includes('more rejected'),
  )
  expect(await changes()).toBe(settled)
  await timeline(page).getByRole('img').scrollIntoViewIfNeeded()
  await recorded(page, 6)
  await page.context().close()
})

test('with reduced motion the same states come in steps', async () => {
  const { page } = await openPlayground({ reducedMotion: 'reduce' })
  await requestsFromOutside(1)
  await recorded(page, 1)
  const axis = () => timeline(page).locator('.timeline-axis').innerHTML()
  await eventually(async () => (await described(page)).includes('1 rejected'))
  const drawings = new Set<string>()
  const began = performance.now()
  await eventually(async () => drawings.add(await axis()).size === 4)
  // Once a second instead of thirty times: four drawings lie at least two whole seconds apart.
  expect(performance.now() - began).toBeGreaterThan(2000)
  await page.context().close()
})
