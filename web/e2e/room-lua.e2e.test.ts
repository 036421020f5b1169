// A learner without Node: an exercise that is one Lua script is done in the room's page, and the board sees how far it is.
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, type WatchedPage } from './open-browser.ts'
import { startRoom } from './start-room.ts'

const code = 'LUA4-ROOM'
const folder = '04-atomic-counter'
const file = 'fixed-window.lua'
const failing = 'a counter that lost its expiry gets a new one'
const solution = readFileSync(`lessons/${folder}/solution/${file}`, 'utf8')
const verdict = { timeout: 60_000 }

let room: Awaited<ReturnType<typeof startRoom>>
let browser: Browser
let learner: WatchedPage
let board: Page

beforeAll(async () => {
  room = await startRoom({ name: 'Lua course', code })
  browser = await openBrowser()
  learner = await openPage(browser)
  board = (await openPage(browser)).page
  for (const page of [learner.page, board]) page.setDefaultTimeout(60_000)
  await board.goto(`${room.origin}/board/#token=${room.token}`)
  await learner.page.goto(`${room.origin}/join/#code=${code}`)
  await learner.page.getByLabel(/^Your name/).fill('Ada')
  await learner.page.getByRole('button', { name: 'Join', exact: true }).click()
  await learner.page.waitForURL(`${room.origin}/`)
})
afterAll(async () => {
  await browser?.close()
  await room?.stop()
})

const exercise = () => learner.page.getByRole('region', { name: 'Here in the page' })
const editor = () => exercise().getByRole('textbox', { name: new RegExp(file) })
const check = () => exercise().getByRole('button', { name: 'Check', exact: true })
const row = () => board.getByRole('row').filter({ hasText: 'Ada' })

async function open(): Promise<void> {
  await learner.page.goto(`${room.origin}/lessons/${folder}/`)
  await exercise().locator('.cm-content').waitFor()
}

async function type(text: string): Promise<void> {
  await editor().focus()
  await learner.page.keyboard.press('Control+a')
  await learner.page.keyboard.insertText(text)
}

test('it fails at the check that is not met, with the hint that fits; the board names it', async () => {
  await open()
  await check().click()
  await exercise().getByText('Not yet: 7 of 8 checks hold.', { exact: true }).waitFor(verdict)
  await exercise().getByText('greater than 59000').first().waitFor()
  await row().getByText(failing).waitFor()
  await exercise()
    .getByRole('button', { name: /^Show hint \d, which fits/ })
    .click()
  await exercise()
    .getByText(/^Hint \d fits$/)
    .waitFor()
  const { violations } = await new AxeBuilder({ page: learner.page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})

test('what does not compile is marked at its line', async () => {
  await type('local count =\nreturn )')
  await check().click()
  await exercise().getByText('Your code cannot run').first().waitFor(verdict)
  await exercise()
    .getByRole('button', { name: `${file}, line 2` })
    .click()
  expect(await editor().evaluate((element) => element.matches(':focus'))).toBe(true)
})

test('what was typed is there after a reload; mended it passes, on the page and on the board', async () => {
  await type(solution)
  await learner.page.reload()
  await exercise().locator('.cm-content').waitFor()
  expect(await editor().textContent()).toContain('if ttlMs < 0 then')
  await editor().focus()
  await learner.page.keyboard.press('Control+s')
  await exercise().getByRole('paragraph').filter({ hasText: 'Passed!' }).waitFor(verdict)
  await row()
    .getByRole('img', { name: /\b4 passed/ })
    .waitFor()
  // The reload cuts off what was on its way.
  expect(learner.complaints.filter((one) => !one.endsWith('net::ERR_ABORTED'))).toEqual([])
})

test('who starts over can have theirs back', async () => {
  await exercise().getByRole('button', { name: 'Start over' }).click()
  expect(await editor().textContent()).toContain('TODO')
  await exercise().getByRole('button', { name: 'Bring mine back' }).click()
  expect(await editor().textContent()).toContain('if ttlMs < 0 then')
})

test('an exercise that is more than Lua stays on the learner’s own machine', async () => {
  await learner.page.goto(`${room.origin}/lessons/05-express-middleware/`)
  await learner.page.getByRole('button', { name: 'Give me the command' }).waitFor()
  expect(await exercise().count()).toBe(0)
})
