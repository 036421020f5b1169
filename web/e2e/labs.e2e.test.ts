// The labs in a real browser: their frame, the Lua lab and the failure lab, each control by mouse or keyboard.
import { readFileSync } from 'node:fs'
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

async function openLab(name: string, size?: { width: number; height: number }) {
  const opened = await openPage(browser, size && { viewport: size })
  await opened.page.goto(`${workbook.url}/labs/${name}/`)
  return opened
}

/** The server ends what a page leaves behind: as many valkey-servers as before. */
function childCount(): number {
  const children = (pid: string): string[] => {
    try {
      const own = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
      return own === '' ? [] : own.split(' ').flatMap((child) => [child, ...children(child)])
    } catch {
      // It has ended in this moment.
      return []
    }
  }
  return children(String(workbook.pid)).length
}

const fault = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
/** Ending a run is closing its connection, which the browser reports like any other that was cut. */
const unasked = (complaints: string[]) =>
  complaints.filter((text) => !/\/api\/labs\/\w+ net::ERR_ABORTED/.test(text))
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('the list of labs leads to each, and back', async () => {
  const { page, complaints } = await openPage(browser)
  await page.goto(workbook.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Labs' }).click()
  await page.getByRole('heading', { level: 1, name: 'Labs' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Lua', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Lua' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Labs' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Failure', exact: true }).click()
  await page.getByRole('button', { name: 'Start the traffic' }).waitFor()
  expect(unasked(complaints)).toEqual([])
  await page.context().close()
})

test('Lua: what is typed on a slow machine stays as it was typed', async () => {
  const { page } = await openLab('lua')
  await page.locator('.cm-content').waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 12 })
  const line = "return redis.call('SET', KEYS[1], 'mine')"
  for (const round of [1, 2, 3]) {
    await page.getByRole('textbox', { name: /^Lua script/ }).focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(`${line} -- ${round}`)
    // The page draws once more before it is looked at: what it still had to say to the editor is said.
    await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 500)))
    expect(await page.locator('.cm-content').innerText()).toBe(`${line} -- ${round}`)
  }
  await page.context().close()
})

test('Lua: the script counts, an error is marked at its line, a loop is stopped and said so', async () => {
  const { page, complaints } = await openLab('lua')
  const result = page.getByRole('region', { name: 'Result' })
  const editor = page.getByRole('textbox', { name: /^Lua script/ })
  await editor.waitFor()

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await result.getByText('1) (integer) 1').waitFor()
  // By keyboard alone: Ctrl+S runs, Tab leaves the editor.
  await editor.focus()
  await page.keyboard.press('Control+s')
  await result.getByText('1) (integer) 2').waitFor()
  // Read out in a sentence; the keys are a table for whoever wants them.
  await page.getByRole('status').getByText('Reply: 1) (integer) 2').waitFor({ state: 'attached' })
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  expect(await result.getByRole('rowheader', { name: 'rate:ada' }).count()).toBe(1)

  await page.getByLabel('ARGV').fill('0.5')
  await page.getByLabel('KEYS', { exact: true }).fill('"two words"')
  await page.getByLabel('Begin with').selectOption({ label: 'A number compared with ARGV' })
  expect(await page.getByLabel('ARGV').inputValue()).toBe('5')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await result.getByText('Error at line 4').waitFor()
  await page.getByRole('button', { name: 'Line 4:' }).click()

  await page.getByLabel('Begin with').selectOption({ label: 'An endless loop after a write' })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await result.getByText('UNKILLABLE').waitFor()
  await result.getByText('A new, empty Valkey has taken its place.').waitFor()

  await editor.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type("return redis.call('SET', KEYS[1], 'mine')")
  await page.keyboard.press('Control+s')
  await result.getByText('OK', { exact: true }).waitFor()
  await result.getByText('"mine"').first().waitFor()
  expect(await fault(page)).toEqual([])
  await page.getByRole('button', { name: 'Delete all keys' }).click()
  await result.getByText('"mine"').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'End this Valkey' }).click()
  await result.getByText('a process of your own').waitFor({ state: 'detached' })
  expect(unasked(complaints)).toEqual([])
  await page.context().close()
})

test('Lua: what is too large is refused with a sentence', async () => {
  const { page } = await openLab('lua')
  const editor = page.getByRole('textbox', { name: /^Lua script/ })
  await editor.fill(`return '${'x'.repeat(70_000)}'`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText(/script: must have at most 65,536 characters/).waitFor()
  await page.context().close()
})

test('two tabs drive runs of their own, and each ends with its page', async ({ skip }) => {
  if (process.platform !== 'linux') return skip('counts processes in /proc')
  await eventually(() => childCount() > 0)
  const before = await quietCount()
  const tabs = await Promise.all([openLab('lua'), openLab('lua')])
  for (const [i, { page }] of tabs.entries()) {
    await page.getByRole('textbox', { name: /^Lua script/ }).waitFor()
    for (let run = 0; run <= i; run += 1) {
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page
        .getByText(`1) (integer) ${run + 1}`)
        .first()
        .waitFor()
    }
  }
  expect(childCount()).toBeGreaterThan(before)
  for (const { page } of tabs) await page.context().close()
  await eventually(() => childCount() === before)
})

/** Once nothing of an earlier test is ending any more. */
async function quietCount(): Promise<number> {
  let last = -1
  return eventually(
    () => {
      const count = childCount()
      const same = count === last
      last = count
      return same ? count : undefined
    },
    { everyMs: 1000, withinMs: 15_000 },
  )
}

test('failure: by keyboard alone; a button that changes its word keeps the focus', async () => {
  const { page } = await openLab('failure')
  const focused = (name: string) =>
    eventually(() =>
      page.getByRole('button', { name, exact: true }).evaluate((one) => one.matches(':focus')),
    )
  await page.getByRole('button', { name: 'Start the traffic' }).focus()
  await page.keyboard.press('Enter')
  await focused('Stop')
  await page.getByRole('status').getByText('Valkey is running.').waitFor()
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab')
  await focused('Freeze')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Valkey is frozen.').waitFor()
  await focused('Thaw')
  await page.keyboard.press('Space')
  await page.getByRole('status').getByText('Valkey is running.').waitFor()
  await focused('Freeze')
  await page.context().close()
})

test('failure: killed and started again, frozen and thawed, slow, full; both set-ups told apart', async () => {
  const { page, complaints } = await openLab('failure')
  const log = page.getByRole('region', { name: 'Log' })
  await page.getByLabel('Requests per second').fill('0')
  await page.getByRole('button', { name: 'Start the traffic' }).click()
  // The browser says the bounds and nothing starts.
  expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0)
  await page.getByLabel('Requests per second').fill('10')
  await page.getByRole('button', { name: 'Start the traffic' }).press('Enter')

  await page.getByRole('button', { name: 'Kill' }).click()
  await log.getByText('Valkey: killed.').waitFor()
  await log.getByText(/Set-up B: 503 after/).waitFor()
  await log.getByText('Set-up A: waiting for an answer').waitFor()
  await page.getByRole('button', { name: 'Start it again, empty' }).click()
  await log.getByText('Valkey: started again, empty.').waitFor()
  const recovered = page.getByRole('row', { name: /counting again after/ })
  await eventually(async () => !/not yet|–/.test((await recovered.textContent()) ?? '–'), {
    withinMs: 15_000,
  })

  const setUpB = page.getByRole('group', { name: 'Set-up B' })
  await setUpB.getByLabel('When Valkey cannot answer').selectOption('failOpen')
  await page.getByRole('button', { name: 'Freeze' }).click()
  await log.getByText(/Set-up B: 200, let through uncounted/).waitFor()
  await page.getByRole('button', { name: 'Thaw' }).click()
  await log.getByText('Valkey: thawed.').waitFor()

  await page.getByLabel('Every answer comes later by').selectOption('100')
  await log.getByText('Valkey: 100 ms slower.').waitFor()
  await page.getByLabel('Every answer comes later by').selectOption('0')
  await page.getByLabel('When memory is full').selectOption('allkeys-lru')
  await page.getByRole('button', { name: 'Fill its memory' }).click()
  await page.getByText(/were let in again, their counters thrown out/).waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Free its memory' }).click()
  await log.getByText('Valkey: memory freed.').waitFor()
  expect(await fault(page)).toEqual([])

  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped.', { exact: true }).waitFor()
  expect(unasked(complaints)).toEqual([])
  await page.context().close()
})

test.each(['', 'lua', 'failure'])(
  '/labs/%s: narrow, nothing sticks out, no fault',
  async (name) => {
    const { page } = await openPage(browser, {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    })
    await page.goto(`${workbook.url}/labs/${name === '' ? '' : `${name}/`}`)
    if (name === 'lua') {
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page.getByText('Keys after').first().waitFor()
    }
    if (name === 'failure') {
      await page.getByRole('button', { name: 'Start the traffic' }).click()
      await page.getByRole('table', { name: 'So far' }).waitFor()
    }
    expect(await sideways(page)).toBe(0)
    expect(await fault(page)).toEqual([])
    await page.context().close()
  },
)
