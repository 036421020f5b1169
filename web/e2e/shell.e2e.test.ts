// The frame around the lessons in a real browser: progress, search, keys, glossary, report, print.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const lesson = '/lessons/04-atomic-counter/'
const workspace = mkdtempSync(join(tmpdir(), 'shell-e2e-'))
let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  workbook = await startWorkbook({ WORKSPACE: workspace })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
  rmSync(workspace, { recursive: true, force: true })
})

async function open(path: string, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, options)
  await opened.page.goto(workbook.url + path)
  await opened.page.getByText('connected', { exact: true }).first().waitFor({ state: 'attached' })
  return opened
}

const dialog = (page: Page) => page.locator('dialog[open]')
const faultsOf = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
const onDisk = () => JSON.parse(readFileSync(join(workspace, 'progress.json'), 'utf8'))

test('what is read and answered is noted, on disk too, and another browser goes on from there', async () => {
  const { page, complaints } = await open(lesson)
  await page.getByRole('heading', { name: 'Let Valkey add' }).scrollIntoViewIfNeeded()
  await page.getByLabel('The process may die between the two commands.').check()
  await page.getByRole('button', { name: 'Check my answer' }).first().click()
  await page.getByRole('heading', { name: 'One step: the script' }).scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 200)
  const tree = page.getByRole('navigation', { name: 'Lessons' })
  await tree.getByRole('link', { name: 'Two ways that almost work read' }).waitFor()
  await eventually(() => {
    const noted = onDisk().lessons['04-atomic-counter']
    return noted?.sections['two-ways-that-almost-work'] && Object.keys(noted.quizzes).length === 1
  })
  await page.context().close()

  const other = await open('/')
  await other.page.getByRole('link', { name: 'Continue: 4 · The atomic counter' }).click()
  await other.page.getByText('You have answered this one rightly before.').waitFor()
  expect([...complaints, ...other.complaints]).toEqual([])
  await other.page.context().close()
})

test('progress is saved as a file and added from one; a bad file says why and takes nothing away', async () => {
  const { page } = await open(lesson)
  await page.getByRole('button', { name: 'Mark this lesson as done' }).click()
  await page.getByText('You have done this lesson.').waitFor()
  await page.getByRole('button', { name: 'Your progress and settings' }).click()
  const saving = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: 'Save as a file' }).click()
  const saved = join(workspace, 'saved.json')
  await (await saving).saveAs(saved)
  expect(JSON.parse(readFileSync(saved, 'utf8')).lessons['04-atomic-counter'].doneAt).toBeTruthy()

  const bad = join(workspace, 'bad.json')
  writeFileSync(bad, '{"version":1,"lessons":{"04-a":{"sections":7}}}')
  const field = dialog(page).locator('input[type=file]')
  await field.setInputFiles(bad)
  await dialog(page).getByText('“bad.json” was not added').waitFor()
  expect(await dialog(page).textContent()).toContain('lessons.04-a.sections is 7')
  await dialog(page).getByText('1 of ').first().waitFor()

  await dialog(page).getByRole('button', { name: 'Start over' }).click()
  await dialog(page).getByRole('button', { name: 'Yes, start over' }).click()
  await dialog(page).getByText('You start over').waitFor()
  // The page goes on noting where its reader is; what was done before is gone.
  await eventually(() => {
    const { startedOver, lessons } = onDisk()
    return startedOver !== undefined && lessons['04-atomic-counter']?.doneAt === undefined
  })
  expect(await faultsOf(page)).toEqual([])
  await page.context().close()

  // A file from before starting over counts no more; somebody else's, from after it, does.
  const later = { ...JSON.parse(readFileSync(saved, 'utf8')) }
  later.lessons['04-atomic-counter'].doneAt = new Date().toISOString()
  writeFileSync(saved, JSON.stringify(later))
  const again = await open('/')
  await again.page.getByRole('button', { name: 'Your progress and settings' }).click()
  await dialog(again.page).locator('input[type=file]').setInputFiles(saved)
  await dialog(again.page).getByText('The file’s progress is added.').waitFor()
  await dialog(again.page).getByText('1 of ').first().waitFor()
  await again.page.context().close()
})

test('search by keyboard alone: to the section, with the place marked; offline from then on', async () => {
  const { page, complaints } = await open('/')
  // Typed at once: nothing of it may be lost while the palette is on its way.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('lost expiry')
  await dialog(page).getByRole('combobox').waitFor()
  expect(await dialog(page).getByRole('combobox').inputValue()).toBe('lost expiry')
  const first = dialog(page).getByRole('option').first()
  await first.getByText('What goes wrong here: the lost expiry').waitFor()
  expect((await first.locator('mark').allTextContents()).join()).toMatch(/expiry/)
  expect(await faultsOf(page)).toEqual([])
  await page.context().setOffline(true)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('GCRA')
  await dialog(page)
    .getByRole('option', { name: /Glossary GCRA/ })
    .waitFor()
  await page.context().setOffline(false)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('lost expiry')
  await first.getByText('What goes wrong here').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/04-atomic-counter/#what-goes-wrong-here-the-lost-expiry')
  await eventually(() => page.evaluate(() => document.activeElement?.tagName === 'H2'))
  expect(complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|events/.test(text))).toEqual([])
  await page.context().close()
})

test('the palette runs commands, and gives the focus back when it is left', async () => {
  const { page } = await open(lesson)
  const send = page.getByRole('complementary').getByRole('button', { name: /^(Send|Try again)/ })
  await send.focus()
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').waitFor()
  await page.keyboard.type('dark')
  await page.keyboard.press('Enter')
  await eventually(() => page.evaluate(() => document.documentElement.dataset.theme === 'dark'))
  await send.focus()
  await page.keyboard.press('Control+k')
  await dialog(page).waitFor()
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  expect(await send.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.context().close()
})

test('keys do what ? says, none of them while somebody types, and none when they are switched off', async () => {
  const { page } = await open(lesson)
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/api/saka') && sent.push(request.url()))
  await page.keyboard.press('s')
  await eventually(() => sent.length === 1)

  await page.getByRole('spinbutton').first().click()
  await page.keyboard.type('s?nb[g')
  expect(await dialog(page).count()).toBe(0)
  expect(new URL(page.url()).pathname).toBe(lesson)
  await page.getByRole('heading', { level: 1 }).click()

  await page.keyboard.press('?')
  await dialog(page).getByText('Send a burst of 10').waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('n')
  await dialog(page).getByLabel('Keys without Ctrl or ⌘ are on').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('s')
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').waitFor()
  await page.keyboard.press('Escape')
  expect(sent).toHaveLength(1)
  await page.evaluate(() => localStorage.removeItem('workbook:single-keys'))
  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await page.getByRole('heading', { level: 1, name: 'Glossary' }).waitFor()
  await page.context().close()
})

test('the colours are chosen with the arrow keys', async () => {
  const { page } = await open('/')
  const theme = () => page.locator('html').getAttribute('data-theme')
  await page.getByRole('radio', { name: 'As the system has it' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(await theme()).toBe('light')
  await page.keyboard.press('ArrowRight')
  expect(await theme()).toBe('dark')
  await page.reload()
  expect(await theme()).toBe('dark')
  await page.context().close()
})

test('a term is explained on focus, on hover and on tap; Escape and a tap elsewhere close it', async () => {
  const { page } = await open(lesson)
  const term = page.locator('.term').first()
  const explanation = page.getByRole('tooltip')
  await term.focus()
  await explanation.getByRole('link', { name: 'In the glossary' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('In the glossary')
  await page.keyboard.press('Escape')
  await explanation.waitFor({ state: 'detached' })
  await page.locator('.term').nth(1).hover()
  await explanation.waitFor()
  await explanation.hover()
  await page.mouse.move(5, 500)
  await explanation.waitFor({ state: 'detached' })
  await page.context().close()

  const phone = await open(lesson, { viewport: { width: 390, height: 844 }, hasTouch: true })
  await phone.page.locator('.term').nth(2).tap()
  const box = await phone.page.getByRole('tooltip').boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  await phone.page.getByRole('heading', { level: 1 }).tap()
  await phone.page.getByRole('tooltip').waitFor({ state: 'detached' })
  await phone.page.context().close()
})

test('a file opens the editor that was chosen, at its line; the checkout’s path is not in the page', async () => {
  const { page } = await open(lesson)
  expect(await (await fetch(workbook.url + lesson)).text()).not.toContain(process.cwd())
  await page.getByRole('button', { name: /^Choose an editor to open server/ }).click()
  await dialog(page).getByText('VS Code').click()
  await page.keyboard.press('Escape')
  const link = page.getByRole('link', {
    name: 'Open server/limiter/algorithms/fixed-window/fixed-window.lua in VS Code',
  })
  expect(await link.first().getAttribute('href')).toBe(
    `vscode://file${process.cwd()}/server/limiter/algorithms/fixed-window/fixed-window.lua:6`,
  )
  await page.context().close()
})

test('a report names lesson, section and version, and is copied on plain HTTP', async () => {
  const { page } = await open(`${lesson}#not-on-every-request`)
  await page.getByRole('heading', { name: 'Not on every request' }).waitFor()
  await page.getByRole('button', { name: 'Report a mistake in this lesson' }).dispatchEvent('click')
  await dialog(page).getByLabel('What is wrong').fill('The figure is off by one.')
  const report = (await dialog(page).locator('.report').textContent()) ?? ''
  expect(report).toContain('Lesson: 4 · The atomic counter (Lua)')
  expect(report).toContain('Section: Not on every request')
  expect(report).toContain('The figure is off by one.')
  await dialog(page).getByRole('button', { name: 'Copy the report' }).click()
  await dialog(page).getByText('copied').waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.context().close()
})

test('on paper there is the text and every explanation, and nothing that can only be clicked', async () => {
  const { page } = await open(lesson)
  await page.emulateMedia({ media: 'print' })
  for (const gone of ['.top', '.tree', '.live', '.predict-form', '.copy-button']) {
    expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
  }
  expect(await page.getByText('Each of them is atomic, the pair is not.').isVisible()).toBe(true)
  await page.context().close()
})
