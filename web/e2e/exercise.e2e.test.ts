// An exercise done in the page as a learner does it, in a real browser, on the real files of a workspace of its own.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { eventually } from '../../server/testing/eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

vi.setConfig({ testTimeout: 240_000 })

const made = mkdtempSync(join(tmpdir(), 'workbook-exercise-'))
/** A path as long as people have them: it stands in the drawer. */
const workspace = join(
  made,
  'a-home-folder',
  'courses-and-other-things',
  'rate-limiting',
  'workspace',
)
let workbook: RunningWorkbook
let browser: Browser

beforeAll(async () => {
  mkdirSync(workspace, { recursive: true })
  workbook = await startWorkbook({ WORKSPACE: workspace })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
  rmSync(made, { recursive: true, force: true })
})

const counter = '04-atomic-counter'
const script = 'fixed-window.lua'
const copyOf = (lesson: string, name: string) => join(workspace, lesson, name)
const read = (lesson: string, name: string) => readFileSync(copyOf(lesson, name), 'utf8')
const solved = (lesson: string, name: string) =>
  readFileSync(join('lessons', lesson, 'solution', name), 'utf8')
const drawerOf = (page: Page) => page.getByRole('dialog', { name: /^Exercise \d/ })
/** What the drawer says of the newest run. */
const verdictOf = (page: Page, title: RegExp | string) =>
  drawerOf(page).locator('.exercise-verdict-title').getByText(title)
const editorOf = (page: Page, name: string) =>
  page.getByRole('textbox', { name: `${name}. Tab leaves the editor.` })

async function openLesson(lesson: string, options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, { reducedMotion: 'reduce', ...options })
  await opened.page.goto(`${workbook.url}/lessons/${lesson}/`)
  return opened
}

async function openExercise(lesson: string, options: BrowserContextOptions = {}) {
  const opened = await openLesson(lesson, options)
  await opened.page
    .getByRole('button', {
      name: /^(Begin the exercise|Go on with the exercise|Look at it again)$/,
    })
    .click()
  const drawer = drawerOf(opened.page)
  await drawer.getByRole('button', { name: /^Check/ }).waitFor()
  // Until it is loaded, a plain field stands in for the editor.
  await drawer.locator('.cm-content:visible').first().waitFor()
  return opened
}

/** By the keyboard, over all that is there. */
async function retype(page: Page, name: string, text: string): Promise<void> {
  await editorOf(page, name).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

const faults = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
/** A stream that ends with its page, or its server, is reported like any other that was cut. */
const unasked = (complaints: string[]) =>
  complaints.filter((text) => !/\/events\S* net::ERR|ERR_CONNECTION_REFUSED/.test(text))

/** Null, too, for what is just not there: an editor draws only the lines that are in sight. */
const boxOf = (locator: Locator) => locator.boundingBox({ timeout: 1000 }).catch(() => null)

/** Not a speed: that of a machine with everything else to do. */
const verdictDeadline = { timeout: 90_000 }

test('begins, fails, takes a hint, fixes, passes, gets a 429 from its own code, and goes on to the next', async () => {
  const { page, complaints } = await openPage(browser)
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await page.goto(`${workbook.url}/lessons/${counter}/`)
  const task = page.getByRole('region', { name: /^Exercise 4/ })
  await task.getByText('not begun').waitFor()
  expect(loaded.filter((url) => /ExercisePanel|open-editor/.test(url))).toEqual([])
  expect(readdirSync(workspace)).not.toContain(counter)

  await task.getByRole('button', { name: 'Begin the exercise' }).click()
  const drawer = drawerOf(page)
  await verdictOf(page, 'Not yet: 7 of 8 checks hold.').waitFor(verdictDeadline)
  await task.getByText('begun', { exact: true }).waitFor()
  const failing = drawer.getByRole('listitem').filter({ hasText: 'a counter that lost its expiry' })
  await failing.getByText('not yet').waitFor()
  await failing.getByText('got', { exact: true }).waitFor()
  await failing.getByRole('button', { name: 'Show hint 1, which fits' }).click()
  await drawer.getByText('is it ever 1 again?').waitFor()
  expect(await drawer.getByText('It is one condition.').count()).toBe(0)
  expect(await faults(page)).toEqual([])

  const before = read(counter, script)
  await retype(page, script, before.replace('count == 1', 'ttlMs < 0'))
  await drawer.getByText('not saved', { exact: true }).waitFor()
  // The browser's own dialog would stop here for ever.
  await page.keyboard.press('Control+s')
  await verdictOf(page, 'Passed!').waitFor(verdictDeadline)
  expect(read(counter, script)).toBe(before.replace('count == 1', 'ttlMs < 0'))
  await task.getByText('passed', { exact: true }).waitFor()
  await page
    .getByRole('navigation', { name: 'Lessons' })
    .getByText('exercise passed')
    .waitFor({ state: 'attached' })
  expect(await faults(page)).toEqual([])

  await page.keyboard.press('Escape')
  await putLive(page)
  await page.getByRole('button', { name: /^Look at it again$/ }).click()
  await verdictOf(page, 'Passed!').waitFor(verdictDeadline)
  await drawer.getByRole('link', { name: /^Next: 5/ }).click()
  await page.getByRole('heading', { name: 'The Express middleware', level: 1 }).waitFor()
  // The next lesson is read first: the drawer would lie over it.
  await drawer.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await page.goBack()
  await page.getByRole('button', { name: /^Look at it again$/ }).waitFor()
  expect(await drawer.count()).toBe(0)
  await page.getByRole('button', { name: /^Look at it again$/ }).click()
  await drawer.getByRole('button', { name: 'Let my limiter answer' }).click()
  const whose = page.getByRole('region', { name: 'Whose limiter answers' })
  await whose.getByText(/Live: /).waitFor(verdictDeadline)
  expect(await whose.getByRole('radio', { name: 'My limiter' }).isChecked()).toBe(true)
  expect(await whose.getByRole('combobox').inputValue()).toBe(counter)
  await whose.getByRole('radio', { name: 'The workbook’s' }).click()
  await whose.getByText(/^Choose My limiter/).waitFor()
  // The 429 is the learner's own code's.
  expect(unasked(complaints).filter((text) => !text.includes('429'))).toEqual([])
  await page.context().close()
})

/** What was just solved answers in place of the workbook's limiter, until its own 429. */
async function putLive(page: Page): Promise<void> {
  const live = page.getByRole('complementary', { name: 'Live' })
  await live.getByText('Whose limiter answers', { exact: true }).click()
  const workbooks = live.getByRole('radio', { name: 'The workbook’s' })
  await workbooks.waitFor()
  expect(await live.getByRole('combobox').first().inputValue()).toBe(counter)
  await workbooks.focus()
  await page.keyboard.press('ArrowRight')
  await live.getByText(/Live: /).waitFor(verdictDeadline)
  await live.getByRole('button', { name: 'Burst of 10' }).click()
  await live.getByText('my limiter · lesson 4').waitFor(verdictDeadline)
  const refused = live.locator('.response', { hasText: '429' }).first()
  await refused.waitFor(verdictDeadline)
  expect(await refused.textContent()).toContain('answered by my limiter')
  await live.getByRole('radio', { name: 'My limiter' }).focus()
  await page.keyboard.press('ArrowLeft')
  await live.getByText('my limiter · lesson 4').waitFor({ state: 'detached' })
}

test('what another editor saves is shown at once, and checked', async () => {
  const { page } = await openExercise('05-express-middleware')
  const drawer = drawerOf(page)
  await verdictOf(page, /^Not yet: \d+ of \d+ checks hold/).waitFor(verdictDeadline)
  await drawer.getByRole('tab', { name: 'rate-limit.ts' }).click()
  const name = 'rate-limit.ts'
  writeFileSync(copyOf('05-express-middleware', name), 'const oh = = 1\n')
  await verdictOf(page, 'Your code cannot run').waitFor(verdictDeadline)
  expect(await editorOf(page, name).textContent()).toContain('const oh = = 1')
  await drawer.getByRole('button', { name: 'rate-limit.ts, line 1' }).first().click()
  expect(await editorOf(page, name).evaluate((element) => element.matches(':focus'))).toBe(true)
  writeFileSync(copyOf('05-express-middleware', name), solved('05-express-middleware', name))
  await verdictOf(page, 'Passed!').waitFor(verdictDeadline)
  await page.context().close()
})

test('an endless loop is stopped, and said so', async () => {
  const { page } = await openExercise('07-the-frontend')
  const name = 'saka-client.ts'
  await retype(page, name, `${read('07-the-frontend', name)}\nfor (;;);\n`)
  await drawerOf(page).getByRole('button', { name: 'Save and check' }).click()
  await verdictOf(page, 'Stopped: your code came to no end.').waitFor(verdictDeadline)
  await page.context().close()
})

test('two versions: the learner chooses, and nothing is lost', async () => {
  const { page } = await openExercise('06-protected-endpoint')
  const drawer = drawerOf(page)
  const [lesson, name] = ['06-protected-endpoint', 'app.ts'] as const
  const text = () => editorOf(page, name).textContent()
  const given = read(lesson, name)
  await retype(page, name, '// mine\n')
  writeFileSync(copyOf(lesson, name), `// theirs\n${given}`)
  await drawer.getByText('Two versions').waitFor()
  expect(await faults(page)).toEqual([])
  await editorOf(page, name).focus()
  await page.keyboard.press('Control+s')
  await drawer.getByText('Nothing was written').waitFor()
  expect(read(lesson, name)).toBe(`// theirs\n${given}`)

  await drawer.getByRole('button', { name: 'Take the file’s' }).click()
  expect(await text()).toContain('// theirs')
  await drawer.getByRole('button', { name: 'Bring it back' }).click()
  expect(await text()).toContain('// mine')
  writeFileSync(copyOf(lesson, name), `// theirs again\n${given}`)
  await drawer.getByRole('button', { name: 'Keep mine' }).click()
  await page.keyboard.press('Control+s')
  await eventually(() => read(lesson, name) === '// mine\n', { withinMs: 10_000 })
  await page.context().close()
})

test('an edit survives a reload, and a workbook that is stopped', async () => {
  const port = new URL(workbook.url).port
  const { page } = await openExercise(counter)
  const lost = '-- typed before the reload\nreturn {1, 2}\n'
  await retype(page, script, lost)
  await page.reload()
  // The drawer is open as it was, and the edit is still one.
  await drawerOf(page).getByText('not saved', { exact: true }).waitFor()
  expect(await editorOf(page, script).textContent()).toContain('typed before the reload')

  await workbook.stop()
  const away = drawerOf(page).getByText(/has not answered since/)
  try {
    await away.waitFor()
    await editorOf(page, script).focus()
    await page.keyboard.press('Control+s')
    await drawerOf(page).getByText('Not on disk yet').waitFor()
  } finally {
    workbook = await startWorkbook({ WORKSPACE: workspace, PORT: port })
  }
  await eventually(() => read(counter, script) === lost, { withinMs: 30_000 })
  await away.waitFor({ state: 'detached' })
  await page.context().close()
})

test('starting over asks, says where the old copy is, and keeps it', async () => {
  const { page } = await openExercise(counter)
  const drawer = drawerOf(page)
  await retype(page, script, '-- only in the page\n')
  // By keyboard: the question takes the place of the button that asked, and the button that of the question.
  const hasFocus = (name: string) =>
    drawer.getByRole('button', { name }).evaluate((element) => element.matches(':focus'))
  await drawer.getByRole('button', { name: 'Start over …' }).press('Enter')
  await drawer.getByText(`What you have now is kept in ${workspace}/.saved/${counter}/`).waitFor()
  expect(await hasFocus('No, keep working')).toBe(true)
  await page.keyboard.press('Enter')
  expect(await hasFocus('Start over …')).toBe(true)
  await page.keyboard.press('Enter')
  await drawer.getByRole('button', { name: 'Yes, start over' }).click()
  await drawer.getByText('Your old copy is kept in').waitFor()
  const kept = join(workspace, '.saved', counter)
  const [folder = ''] = readdirSync(kept)
  expect(readFileSync(join(kept, folder, script), 'utf8')).toBe('-- only in the page\n')
  const given = readFileSync(join('lessons', counter, 'exercise', script), 'utf8')
  expect(read(counter, script)).toBe(given)
  await eventually(async () => (await editorOf(page, script).textContent())?.includes('INCR'))

  // A file that was deleted is said, and put back.
  rmSync(copyOf(counter, script))
  await drawer.getByRole('button', { name: 'Put it back' }).click()
  await eventually(() => readdirSync(join(workspace, counter)).includes(script))
  expect(read(counter, script)).toBe(given)
  await page.context().close()
})

test('a solution is asked for twice; the difference shrinks as one types', async () => {
  const { page } = await openExercise('02-setting-up-valkey')
  const drawer = drawerOf(page)
  expect(await drawer.getByRole('tab').count()).toBe(1)
  await drawer.getByRole('button', { name: 'Show a solution …' }).click()
  await drawer.getByRole('button', { name: 'Yes, show the solution' }).click()
  await drawer.getByText(/lines? of your files differs? from the solution/).waitFor()
  expect(await faults(page)).toEqual([])
  await drawer.getByRole('tab', { name: 'Exercise → solution' }).click()
  await drawer.getByText('added:').first().waitFor({ state: 'attached' })
  await drawer.getByRole('tab', { name: /^connection-settings/ }).click()
  const name = 'connection-settings.ts'
  await retype(page, name, solved('02-setting-up-valkey', name))
  await drawer.getByRole('tab', { name: 'Mine → solution' }).click()
  await drawer.getByText('Your files and the solution are the same.').waitFor()
  await page.context().close()
})

test('by keyboard alone: open, resize, leave the editor, close', async () => {
  const { page } = await openLesson(counter)
  await page.locator('.exercise-open').waitFor()
  await page.keyboard.press('e')
  const drawer = drawerOf(page)
  await drawer.waitFor()
  const handle = drawer.getByRole('separator')
  await handle.focus()
  const height = await handle.getAttribute('aria-valuenow')
  await page.keyboard.press('ArrowUp')
  expect(await handle.getAttribute('aria-valuenow')).toBe(String(Number(height) + 4))
  await verdictOf(page, /./).waitFor(verdictDeadline)
  await editorOf(page, script).focus()
  await page.keyboard.press('Tab')
  expect(await editorOf(page, script).evaluate((element) => element.matches(':focus'))).toBe(false)
  // Not on a button that Enter would press.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Verdict, checks and hints',
  )
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  const focused = await page.evaluate(() => document.activeElement?.className)
  expect(focused).toContain('exercise-open')
  await page.context().close()
})

test('it is never wider than its window, and begins at the first TODO', async () => {
  const { page } = await openExercise('12-questions-and-answers')
  const drawer = drawerOf(page)
  await verdictOf(page, /^Not yet/).waitFor(verdictDeadline)
  await drawer.getByText(workspace, { exact: false }).first().waitFor()
  const todo = drawer.locator('.exercise-view .cm-line', { hasText: 'TODO' }).first()
  for (const width of [1440, 1280, 1024, 900, 768, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const over = await drawer.evaluate((element) => element.scrollWidth - element.clientWidth)
    expect([width, over]).toEqual([width, 0])
    for (const name of ['Close the exercise', 'Check again']) {
      const button = drawer.getByRole('button', { name, exact: true })
      await eventually(async () => {
        const box = await boxOf(button)
        return box && box.x >= 0 && box.x + box.width <= width
      })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.reload()
  await todo.waitFor()
  await eventually(async () => {
    const view = await boxOf(drawer.locator('.exercise-view'))
    const line = await boxOf(todo)
    return line && view && line.y >= view.y && line.y + line.height <= view.y + view.height
  })
  await drawer.getByRole('button', { name: /^TODO: line \d+$/ }).click()
  expect(await drawer.locator('.cm-activeLine:visible').textContent()).toContain('TODO')
  await page.context().close()
})

test('passed in spite of TypeScript: the complaint stands beside the verdict, at the line it means', async () => {
  const lesson = '02-setting-up-valkey'
  const { page } = await openExercise(lesson)
  const drawer = drawerOf(page)
  const name = 'connection-settings.ts'
  await retype(page, name, `${solved(lesson, name)}\nexport const port: number = 'six'\n`)
  await page.keyboard.press('Control+s')
  await verdictOf(page, 'Passed!').waitFor(verdictDeadline)
  const said = drawer.getByText(/^The checks hold all the same, but TypeScript complains/)
  await said.waitFor()
  expect(await drawer.locator('.exercise-verdict').textContent()).not.toContain('TS2322')
  await drawer.getByRole('button', { name: /^connection-settings\.ts, line \d+$/ }).click()
  expect(await drawer.locator('.cm-activeLine:visible').textContent()).toContain("'six'")
  expect(await faults(page)).toEqual([])
  await page.context().close()
})

test('who writes a TODO of their own into a file without one stays where they write', async () => {
  const lesson = '02-setting-up-valkey'
  const name = 'connection-settings.ts'
  const { page } = await openExercise(lesson)
  await retype(page, name, solved(lesson, name))
  await page.keyboard.press('Control+s')
  await verdictOf(page, 'Passed!').waitFor(verdictDeadline)
  await page.reload()
  await drawerOf(page).locator('.cm-content:visible').first().waitFor()
  await editorOf(page, name).focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('// TODO: mine, for later')
  const last = page.locator('.exercise-view .cm-line').last()
  expect(await last.textContent()).toBe('// TODO: mine, for later')
  await page.context().close()
})

test('on a phone it is a dialog over the page; nothing sticks out', async () => {
  const { page } = await openExercise(counter, {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  // Whether anybody has checked since it was started over is not this test's affair.
  await drawerOf(page).getByRole('button', { name: 'Check again' }).click()
  await verdictOf(page, /^Not yet|^Passed/).waitFor(verdictDeadline)
  const sideways = await page.evaluate(() => {
    const drawer = document.querySelector('.exercise-drawer')
    return drawer ? drawer.scrollWidth - drawer.clientWidth : null
  })
  expect(sideways).toBe(0)
  expect(await faults(page)).toEqual([])
  // Nothing lies over anything: a finger reaches what stands below the editor.
  await drawerOf(page)
    .getByRole('button', { name: /^Show hint 1 of/ })
    .click()
  await drawerOf(page).getByText('is it ever 1 again?').waitFor()
  await page.keyboard.press('Escape')
  await drawerOf(page).waitFor({ state: 'detached' })
  await page.context().close()
})

test('a name that leads elsewhere is refused, whoever asks', async () => {
  const { page } = await openLesson(counter)
  const names = ['..%2fprogress.json', '%2e%2e%2f%2e%2e%2fpackage.json', '.npmrc', 'a%00b']
  for (const name of names) {
    const status = await page.evaluate(
      async ({ lesson, name }) => {
        const response = await fetch(`/api/exercises/${lesson}/files/${name}`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ content: 'x', basedOn: '' }),
        })
        return response.status
      },
      { lesson: counter, name },
    )
    expect([400, 404]).toContain(status)
  }
  await page.context().close()
})

test('without JavaScript the command line stays', async () => {
  const { page } = await openLesson(counter, { javaScriptEnabled: false })
  const task = page.getByRole('region', { name: /^Exercise 4/ })
  await task.getByText('npm run exercise').first().waitFor()
  expect(await task.getByRole('button', { name: /the exercise$/ }).count()).toBe(0)
  await page.context().close()
})
