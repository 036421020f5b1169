// A class from the first learner to the end: one instructor and three learners, each in a browser of their own, one server
// process that dies in the middle of it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHomeReports } from '../../server/room/home-reports.ts'
import { eventually } from '../../server/testing/eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { startRoom } from './start-room.ts'

const code = 'K7M4-QXRT'
const failing = 'the sixth request of a window gets a 429'
const lesson = (name: string) => `/lessons/${name}/`
const first = lesson('01-what-and-why')
const second = lesson('02-setting-up-valkey')
const fourth = lesson('04-atomic-counter')

let room: Awaited<ReturnType<typeof startRoom>>
let browser: Browser
let instructor: Page
let ada: Page
let nameless: Page
let zoe: Page
/** Who else was asked for anything. */
const strangers: string[] = []

beforeAll(async () => {
  room = await startRoom({ name: 'Monday course', code })
  browser = await openBrowser()
  const pages = await Promise.all([1, 2, 3, 4].map(() => openPage(browser)))
  for (const { page } of pages) {
    page.setDefaultTimeout(60_000)
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== room.origin) strangers.push(request.url())
    })
  }
  const [one, two, three, four] = pages.map(({ page }) => page)
  if (!one || !two || !three || !four) throw new Error('Four pages were to be opened')
  instructor = one
  ada = two
  nameless = three
  zoe = four
})
afterAll(async () => {
  await browser?.close()
  await room?.stop()
})

const row = (name: string) => instructor.getByRole('row').filter({ hasText: name })
const bar = (page: Page) => page.getByRole('complementary', { name: 'Your room' })
const inRoom = (page: Page) => bar(page).getByText('in the room', { exact: true }).waitFor()
const at = (page: Page, path: string) => page.waitForURL(room.origin + path)

async function comeIn(page: Page, name: string): Promise<void> {
  await page.goto(`${room.origin}/join/#code=${code}`)
  await page.getByText('deleted when the room ends').waitFor()
  await page.getByLabel(/^Your name/).fill(name)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await at(page, '/')
  await inRoom(page)
}

test('a page of the room sends whoever has not joined to the code, and a wrong code is refused', async () => {
  await nameless.goto(room.origin + fourth)
  await nameless.waitForURL(`${room.origin}/join/?next=${encodeURIComponent(fourth)}`)
  await nameless.getByLabel('Access code').fill('WRNG-CODE')
  await nameless.getByRole('button', { name: 'Join', exact: true }).click()
  await nameless.getByText('This is not the access code').waitFor()
  await nameless.getByLabel('Access code').fill('k7m4 qxrt')
  await nameless.getByRole('button', { name: 'Join', exact: true }).click()
  await at(nameless, fourth)
  await inRoom(nameless)
  await bar(nameless).getByText('learner 1').waitFor()
})

test('the board opens with the instructor’s link alone, and shows everybody who comes', async () => {
  await instructor.goto(`${room.origin}/board/`)
  await instructor.getByText('opens with the instructor’s link').waitFor()
  await instructor.goto('about:blank')
  await instructor.goto(`${room.origin}/board/#token=${room.token}`)
  await instructor.getByRole('heading', { name: 'Monday course' }).waitFor()
  expect(instructor.url()).toBe(`${room.origin}/board/`)
  await comeIn(ada, 'Ada')
  await comeIn(zoe, '<b>Zoë</b>')
  for (const name of ['learner 1', 'Ada', '<b>Zoë</b>']) await row(name).waitFor()
  await instructor.getByText('3 of 3 learners here').waitFor()
  await instructor.getByRole('img', { name: 'QR code of the learners’ link' }).waitFor()
})

test('where a learner is, is on the board within a moment', async () => {
  await ada.goto(room.origin + fourth)
  await row('Ada').getByRole('img', { name: /^at 4/ }).waitFor()
})

test('a learner is no instructor, whatever their page asks for', async () => {
  const answers = await ada.evaluate(async () => {
    const end = { method: 'POST', body: '{"confirm":true}' }
    const headers = { 'Content-Type': 'application/json' }
    const asked = [
      fetch('/api/board/end', { ...end, headers }),
      fetch('/api/board/export.csv'),
      fetch('/api/board'),
    ]
    return (await Promise.all(asked)).map(({ status }) => status)
  })
  expect(answers).toEqual([403, 403, 403])
})

test('a check that fails at home is on the board by its name', async () => {
  await ada.getByRole('button', { name: 'Give me the command' }).click()
  const command = await ada.locator('.room-exercise code').textContent()
  const link = command?.replace('npm run join -- ', '') ?? ''
  const workspace = mkdtempSync(join(tmpdir(), 'room-e2e-'))
  try {
    const joined = spawnSync(process.execPath, ['scripts/join.mjs', link], {
      env: { ...process.env, WORKSPACE: workspace },
      encoding: 'utf8',
    })
    expect(joined).toMatchObject({ status: 0, stderr: expect.stringContaining('is in the room') })
    const reports = createHomeReports({ file: join(workspace, 'room.json'), log: console.error })
    reports.check({
      lesson: '04-atomic-counter',
      state: 'wrong',
      checks: [
        { name: 'the first request of a window is counted', state: 'passed' },
        { name: failing, state: 'wrong' },
      ],
    })
    await row('Ada').getByText(failing).waitFor()
    await row('Ada').getByText('4 · 1 of 2').waitFor()
    reports.close()
  } finally {
    rmSync(workspace, { recursive: true })
  }
})

test('a hand goes up, one instructor comes, and it is done', async () => {
  await bar(nameless).getByRole('button', { name: 'Raise hand' }).click()
  await bar(nameless).getByText('Your hand is up.').waitFor()
  await instructor.getByLabel(/^Your name/).fill('Grace')
  await instructor.getByRole('button', { name: 'I come to learner 1' }).click()
  await bar(nameless).getByText('Grace is coming.').waitFor()
  await instructor.getByRole('button', { name: 'Done with learner 1' }).click()
  await bar(nameless).getByRole('button', { name: 'Raise hand' }).waitFor()
  await instructor.getByText('Nobody asks for help.').waitFor()
})

test('a hint reaches one learner, a notice all, and each can be closed', async () => {
  await row('Ada').getByRole('button', { name: 'Hint for Ada' }).click()
  await instructor.getByRole('dialog').getByRole('textbox').fill('Who sets the expiry?')
  await instructor.getByRole('button', { name: 'Send to Ada' }).click()
  await ada.getByText('Who sets the expiry?').waitFor()
  await instructor.getByRole('textbox', { name: 'Text' }).fill('Break until eleven')
  await instructor.getByRole('button', { name: 'Send to all' }).click()
  for (const page of [ada, nameless, zoe]) {
    const notice = page.getByRole('region', { name: 'From your instructor' })
    await notice.getByText('Break until eleven').waitFor()
    await notice.getByRole('button', { name: 'Close' }).click()
    await notice.waitFor({ state: 'detached' })
  }
  expect(await zoe.getByText('Who sets the expiry?').count()).toBe(0)
  await ada.getByRole('region', { name: 'A hint for you' }).getByRole('button').click()
})

test('slower is on the board without a name, and the timer on every page', async () => {
  await bar(zoe).getByRole('button', { name: 'Slower' }).click()
  await instructor.getByText('1 slower').waitFor()
  await instructor.getByLabel('For', { exact: true }).fill('Exercise 4')
  await instructor.getByRole('button', { name: 'Start', exact: true }).click()
  for (const page of [ada, nameless, zoe])
    await bar(page)
      .getByText(/^9:\d\d$/)
      .waitFor()
})

test('the room is taken along: back is free, ahead is not, and an exercise is not interrupted', async () => {
  await ada.getByRole('checkbox', { name: 'I am working on it' }).check()
  await row('Ada').waitFor()
  await instructor.getByLabel('Lesson', { exact: true }).selectOption(second)
  await instructor.getByRole('button', { name: 'Take the room there' }).click()
  await at(nameless, second)
  await at(zoe, second)
  await bar(ada)
    .getByText(/^The room is at 2/)
    .waitFor()
  expect(new URL(ada.url()).pathname).toBe(fourth)

  await nameless
    .getByRole('link', { name: /What a rate limiter is/ })
    .first()
    .click()
  await at(nameless, first)
  await bar(nameless)
    .getByText(/^The room is at 2/)
    .waitFor()
  await nameless
    .getByRole('link', { name: /atomic counter/ })
    .first()
    .click()
  await bar(nameless)
    .getByText(/What comes after it opens/)
    .waitFor()
  await at(nameless, second)

  await ada.getByRole('checkbox', { name: 'I am working on it' }).uncheck()
  await at(ada, second)
  await instructor.getByRole('button', { name: 'Let go' }).click()
  await instructor.getByText('Everybody goes at their own pace.').waitFor()
})

test('one address for all: five get through, everybody sees who, and then each counts alone again', async () => {
  await instructor.getByRole('button', { name: 'Share one key' }).click()
  const card = (page: Page) => page.getByRole('region', { name: 'One address for the whole room' })
  for (const page of [ada, nameless, zoe]) await card(page).waitFor()
  for (let round = 0; round < 3; round += 1) {
    for (const page of [ada, nameless, zoe]) {
      await card(page).getByRole('button', { name: 'Send a request' }).click()
    }
  }
  for (const page of [ada, nameless, zoe]) {
    await card(page).getByRole('img', { name: '5 of 5 used by the room' }).waitFor()
    await card(page).getByText('4 requests refused').waitFor()
    const through = (await card(page).locator('dd').textContent()) ?? ''
    expect(through.split(', ')).toHaveLength(5)
    expect(through).toContain('Ada')
    expect(through).toContain('learner 1')
  }
  await instructor.getByText('4 requests refused').waitFor()
  await instructor.getByRole('button', { name: 'End it now' }).click()
  await card(ada).waitFor({ state: 'detached' })
  const own = await ada.evaluate(async () => (await fetch('/api/saka')).status)
  expect(own).toBe(200)
})

test('the server process dies and comes back: everybody sees it, and is where they were', async () => {
  const before = { ada: ada.url(), zoe: zoe.url() }
  await room.kill()
  for (const page of [ada, nameless, zoe]) await bar(page).getByText('room lost').waitFor()
  await instructor.getByText(/has not been reached since/).waitFor()
  await room.start()
  for (const page of [ada, nameless, zoe]) await inRoom(page)
  await instructor.getByText('live', { exact: true }).waitFor()
  await instructor.getByText('3 of 3 learners here').waitFor()
  await row('Ada').getByText(failing).waitFor()
  for (const page of [ada, nameless, zoe])
    await bar(page)
      .getByText(/^\d:\d\d$/)
      .waitFor()
  await zoe.reload()
  await inRoom(zoe)
  expect({ ada: ada.url(), zoe: zoe.url() }).toEqual(before)
})

test('the presenter shows a lesson, and the room follows', async () => {
  const { page } = await openPage(browser, {
    storageState: await instructor.context().storageState(),
    viewport: { width: 1920, height: 1080 },
  })
  await page.goto(`${room.origin}/present/?lesson=04-atomic-counter`)
  await page.getByRole('heading', { level: 1, name: /atomic counter/ }).waitFor()
  const size = await page
    .locator('.present-lesson p')
    .nth(3)
    .evaluate((p) => getComputedStyle(p).fontSize)
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(24)
  await page.getByRole('checkbox', { name: 'The room follows' }).check()
  await at(zoe, fourth)
  await page.getByRole('button', { name: 'Next lesson' }).click()
  await at(zoe, lesson('05-express-middleware'))
  await page.getByRole('checkbox', { name: 'The room follows' }).uncheck()
  await bar(zoe)
    .getByText(/^Together at/)
    .waitFor({ state: 'detached' })
  await page.context().close()
})

test('a frozen Valkey is told on every page, and what was there is there again after it', async () => {
  room.freezeValkey()
  try {
    await instructor.getByText(/The room’s Valkey does not answer|not been reached since/).waitFor()
    await ada.getByText('Valkey down').first().waitFor({ state: 'attached' })
  } finally {
    room.thawValkey()
  }
  await instructor.getByText('live', { exact: true }).waitFor()
  await row('Ada').getByText(failing).waitFor()
  for (const page of [ada, nameless, zoe]) await inRoom(page)
})

test('nothing that axe knows is wrong, and nothing sticks out to the side', async () => {
  await instructor.getByRole('textbox', { name: 'Text' }).fill('Back in five minutes')
  await instructor.getByRole('button', { name: 'Send to all' }).click()
  await ada.getByText('Back in five minutes').waitFor()
  const looks = [
    { colorScheme: 'light', width: 1440 },
    { colorScheme: 'dark', width: 390 },
  ] as const
  for (const page of [instructor, ada]) {
    for (const { colorScheme, width } of looks) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      const sideways = () =>
        page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return scrollWidth - clientWidth
        })
      expect(await sideways()).toBe(0)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
})

test('the board is saved as a file', async () => {
  const download = instructor.waitForEvent('download')
  await instructor.getByRole('link', { name: 'Save as CSV' }).click()
  const stream = await (await download).createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  const csv = Buffer.concat(parts).toString()
  expect(csv).toContain('seat,name,joined')
  expect(csv).toContain(failing)
  expect(csv).toContain('<b>Zoë</b>')
})

test('the end is told to everybody, and nothing of the room is left', async () => {
  await instructor.getByRole('button', { name: 'End the room …' }).click()
  await instructor.getByRole('button', { name: 'End and delete' }).click()
  await instructor.getByRole('heading', { name: 'The room has ended' }).waitFor()
  for (const page of [ada, nameless, zoe]) {
    await page.getByRole('dialog').getByText('Everything it kept of you is deleted').waitFor()
  }
  await eventually(async () => {
    const keys = await room.valkey.keys('*')
    return !keys.some((key) => /^\{(room|lab):/.test(key) && !key.includes(':rate:wrong-code:'))
  })
})

test('nothing was asked of anybody else', () => {
  expect(strangers).toEqual([])
})
