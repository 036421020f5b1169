// Every page in light and dark, wide and narrow: nothing to complain about, no fault that axe knows, nothing that
// sticks out to the side. The pictures are for people to look at: test-results/ has them all, and with
// UPDATE_SCREENSHOT=1 the README's is made anew.
import { mkdirSync, readdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { labPath } from '../core/routes.ts'
import { labs } from '../labs/labs.ts'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } }
const colours = ['light', 'dark'] as const
const widths = ['wide', 'narrow'] as const

/** These in every look, all others light and wide, and dark and narrow. */
const whole = ['/', '/lessons/04-atomic-counter/', '/playground/', '/glossary/']
const lessons = readdirSync('lessons').filter((name) => /^\d\d-/.test(name))
const others = [
  ...lessons.map((lesson) => `/lessons/${lesson}/`),
  '/labs/',
  '/join/',
  '/board/',
  '/present/',
  ...labs.map(({ name }) => labPath(name)),
].filter((path) => !whole.includes(path))

const looks = [
  ...whole.flatMap((path) =>
    colours.flatMap((colorScheme) => widths.map((size) => ({ path, colorScheme, size }))),
  ),
  ...others.flatMap((path) => [
    { path, colorScheme: 'light', size: 'wide' } as const,
    { path, colorScheme: 'dark', size: 'narrow' } as const,
  ]),
]

let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  mkdirSync('test-results', { recursive: true })
  workbook = await startWorkbook()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})

const connected = (page: Page) =>
  page.getByText('connected', { exact: true }).first().waitFor({ state: 'attached' })

test('a lesson beside its live part, five of five used and one refused', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${workbook.url}/lessons/04-atomic-counter/`)
  await connected(page)
  const live = page.getByRole('complementary')
  for (let click = 1; click <= 6; click += 1) {
    await live.getByRole('button', { name: 'Send', exact: true }).click()
    await eventually(async () => (await live.locator('.responses > li').count()) === click)
  }
  const wait = live.getByRole('button', { name: /^Try again in \d+ s/ })
  await wait.waitFor()
  await page.mouse.move(0, 0)
  // Until every colour of it has settled.
  await eventually(() => wait.evaluate((button) => button.getAnimations().length === 0))
  const path = process.env.UPDATE_SCREENSHOT
    ? 'web/e2e/screenshot.png'
    : 'test-results/screenshot.png'
  await page.screenshot({ path })
  await page.context().close()
})

test.each(looks)('$path $colorScheme $size', async ({ path, colorScheme, size }) => {
  const { page, complaints } = await openPage(browser, {
    viewport: sizes[size],
    colorScheme,
    // A colour on its way from one to another has a contrast of its own.
    reducedMotion: 'reduce',
  })
  await page.goto(workbook.url + path)
  if (path === '/' || /^.(lessons|playground)/.test(path)) await connected(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
  const name = path.replaceAll('/', '-').replace(/^-|-$/g, '') || 'start'
  await page.screenshot({ path: `test-results/${name}-${colorScheme}-${size}.png` })
  expect(complaints).toEqual([])
  await page.context().close()
})
