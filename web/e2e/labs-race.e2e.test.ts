// The race and the algorithms lab in a real browser: every control, by keyboard too, and what they do on a real Valkey.
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

async function openLab(name: string, width = 1440) {
  const watched = await openPage(browser, { viewport: { width, height: 900 } })
  await watched.page.goto(`${workbook.url}/labs/${name}/`)
  return watched
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Pick<Page, 'getByRole'>, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })
const version = (page: Page, name: string) => page.locator('.race-version', { hasText: name })

/** Chromium reports a streamed answer that was read to its end as aborted, now and then, with any server. */
const real = (complaints: string[]) =>
  complaints.filter((text) => !/\/api\/labs\/\w+ net::ERR_ABORTED$/.test(text))

async function expectNoFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
  ).toEqual([])
  const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await page.evaluate(wider)).toBe(0)
}

test('a race: GET then SET admits too many, the script exactly the limit, and the commands stand in order', async () => {
  const { page, complaints } = await openLab('race')
  await button(page, 'Race').click()
  await version(page, 'The script').getByText('exactly the limit').waitFor()
  const admitted = await version(page, 'GET, then SET')
    .locator('.race-admitted strong')
    .textContent()
  expect(Number(admitted)).toBeGreaterThan(5)
  // The order is on lanes for the first twelve, folded for the others, and whole in the table.
  await page.getByRole('img', { name: /^20 clients in the order they came/ }).waitFor()
  expect(await page.locator('.race-steps .race-step').count()).toBeGreaterThan(20)
  await page.getByText('All 40 commands as a table').click()
  const listed = page.locator('.race-all tbody tr')
  await eventually(async () => (await listed.count()) === 40)
  await expectNoFaults(page)
  await page.getByRole('radio', { name: /The script/ }).check()
  await page.getByRole('listitem').filter({ hasText: 'EVALSHA' }).first().waitFor()
  await page.getByText('server/limiter/algorithms/fixed-window/fixed-window.lua').waitFor()
  await expectNoFaults(page)
  expect(real(complaints)).toEqual([])
  await page.context().close()
})

test('a crash between INCR and EXPIRE, by keyboard alone', async () => {
  const { page } = await openLab('race')
  await field(page, 'Clients').focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('6')
  await page.keyboard.press('ArrowUp')
  expect(await field(page, 'Clients').inputValue()).toBe('7')
  await page.getByRole('checkbox', { name: /The first client crashes/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await version(page, 'INCR, then EXPIRE').getByText('no expiry: blocked for ever').waitFor()
  await version(page, 'GET, then SET').getByRole('radio').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByText(/with PTTL -1: it counts up and never ends/).waitFor()
  // Seven clients have a lane each, and nobody sent an EXPIRE.
  expect(await page.locator('.race-steps .race-step').count()).toBe(7)
  expect(await page.locator('.race-steps').textContent()).not.toContain('EXPIRE')
  await page.context().close()
})

test.each(['0', '-1', '1e9', '0.5', ''])(
  'clients of "%s" are said at the field and not sent',
  async (text) => {
    const { page } = await openLab('race', 390)
    const posts: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
    await field(page, 'Clients').fill(text)
    await page.getByText('A whole number from 1 to 200.').waitFor()
    await button(page, 'Race').click()
    expect(await field(page, 'Clients').evaluate((input) => input === document.activeElement)).toBe(
      true,
    )
    expect(posts).toEqual([])
    await page.context().close()
  },
)

test('two hundred clients on a narrow screen: folded, and nothing scrolls sideways', async () => {
  const { page } = await openLab('race', 390)
  await field(page, 'Clients').fill('200')
  await button(page, 'Race').click()
  await page.getByText('of 200 admitted').nth(2).waitFor()
  await page.getByText('The 12 clients that came first, of 200.').waitFor()
  await expectNoFaults(page)
  await page.context().close()
})

test('the boundary burst through five algorithms: nearly twice the limit in one of them, and the numbers say so', async () => {
  const { page, complaints } = await openLab('algorithms')
  await field(page, 'Window').fill('3')
  await button(page, 'Run all five').click()
  await button(page, 'Run again').waitFor({ timeout: 20_000 })
  const row = (name: string) =>
    page.locator('.algorithms-table').first().getByRole('row').filter({ hasText: name })
  await row('Fixed window').getByText('4 over the limit of 5').waitFor()
  await row('Sliding window log').getByText('within the limit').waitFor()
  await page.getByRole('img', { name: /Five algorithms on the same traffic/ }).waitFor()
  await page.getByText('Every decision as a table (10 requests)').click()
  const decided = page.locator('.algorithms-log tbody tr')
  await eventually(async () => (await decided.count()) === 10)
  await expectNoFaults(page)
  expect(real(complaints)).toEqual([])
  await page.context().close()
})

test('traffic by hand: clicks, keys and buttons change the strip; nothing in it cannot run; a run can be stopped', async () => {
  const { page } = await openLab('algorithms', 390)
  await button(page, 'Clear').click()
  await button(page, 'Run all five').click()
  await page.getByText('There is no request in it yet.').waitFor()

  const slot = (name: string) => page.getByRole('spinbutton', { name, exact: true })
  const value = (name: string) => slot(name).getAttribute('aria-valuenow')
  await slot('at 0.0 s').click()
  expect(await value('at 0.0 s')).toBe('1')
  await page.keyboard.press('ArrowUp')
  expect(await value('at 0.0 s')).toBe('2')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('7')
  expect(await value('at 0.4 s')).toBe('7')
  await page.keyboard.press('Delete')
  expect(await value('at 0.4 s')).toBe('0')
  await page.keyboard.press('End')
  await page.keyboard.press('PageUp')
  expect(await value('at 11.6 s')).toBe('5')
  await button(page, 'One request less').click()
  expect(await value('at 11.6 s')).toBe('4')
  await button(page, 'Earlier').click()
  await button(page, 'One request more').click()
  expect(await value('at 11.2 s')).toBe('1')

  await button(page, 'Run all five').click()
  await page.getByText('2 of 7 decided').waitFor()
  await button(page, 'Stop').click()
  await page.getByText('Stopped.').waitFor()
  await expectNoFaults(page)
  await page.context().close()
})

test('presets follow the limit, and what the page has sent can be run again', async () => {
  const { page } = await openLab('algorithms')
  await field(page, 'Limit').fill('8')
  await page.getByText('16 requests in all').waitFor()
  for (const name of ['Steady', 'Bursts', 'Random', 'Boundary burst']) {
    await button(page, name).click()
    expect(await button(page, name).getAttribute('aria-pressed')).toBe('true')
  }
  expect(await button(page, 'What I sent').getAttribute('aria-disabled')).toBe('true')
  await field(page, 'Window').fill('31536000')
  await page.getByText('A whole number from 2 to 10.').waitFor()
  await page.context().close()

  const { page: other } = await openPage(browser)
  await other.goto(`${workbook.url}/`)
  await other.getByRole('button', { name: 'Burst of 10' }).click()
  await eventually(async () => (await other.locator('.responses li').count()) >= 10)
  await other.getByRole('link', { name: 'Labs' }).first().click()
  await other.getByRole('link', { name: 'Algorithms', exact: true }).click()
  await button(other, 'What I sent (10)').click()
  await other.getByText(/^10 requests as you sent them/).waitFor()
  await button(other, 'Run all five').click()
  await button(other, 'Run again').waitFor({ timeout: 20_000 })
  await other.getByText('Every decision as a table (10 requests)').waitFor()
  await other.context().close()
})

test('in the lesson: a prediction is held against a race, and the lab stands in the text', async () => {
  const { page, complaints } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  const predict = page.locator('.predict', { hasText: 'Twenty clients count at once' })
  await predict.getByRole('spinbutton').fill('5')
  await button(predict, 'Run it').click()
  await predict.getByText(/^Not quite\. You predicted 5; \d+ of 20 clients really got in/).waitFor()
  const lab = page.locator('.lab-in-lesson', { hasText: 'Race' })
  await lab.scrollIntoViewIfNeeded()
  await button(lab, 'Race').click()
  await lab.getByText('exactly the limit').first().waitFor()
  expect(real(complaints)).toEqual([])
  await page.context().close()
})

test('in the lesson, by keyboard alone: the focus stays in the question when its button goes', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  const predict = page.locator('.predict', { hasText: 'Twenty clients count at once' })
  const guess = predict.getByRole('spinbutton')
  await guess.focus()
  await page.keyboard.type('20')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await predict
    .getByRole('status')
    .getByText(/You predicted 20/)
    .waitFor()
  expect(await guess.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.keyboard.press('Tab')
  const again = button(predict, 'Predict again')
  expect(await again.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.context().close()
})

test('all five algorithms are started and read by keyboard alone', async () => {
  const { page } = await openLab('algorithms')
  await field(page, 'Window').fill('2')
  await button(page, 'Run all five').focus()
  await page.keyboard.press('Enter')
  await page
    .getByRole('status')
    .getByText(/^Fixed window: \d+ admitted/)
    .waitFor()
  const again = button(page, 'Run again')
  expect(await again.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('details[open] table tbody tr').first().waitFor()
  await page.context().close()
})
