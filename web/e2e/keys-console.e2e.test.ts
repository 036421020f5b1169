// Every control of the keys and the console, in a real browser on a real Valkey.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type RunningWorkbook, startWorkbook } from './start-workbook.ts'

const run = promisify(execFile)
const yourKey = 'rate:127.0.0.1'
let workbook: RunningWorkbook
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  workbook = await startWorkbook()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workbook?.stop()
})
beforeEach(async () => {
  await valkeyCli('FLUSHALL')
  await openPlayground()
})
afterEach(async () => {
  expect(complaints).toEqual([])
  await page.context().close()
})

async function openPlayground(options: Parameters<typeof openPage>[1] = {}): Promise<void> {
  const opened = await openPage(browser, options)
  page = opened.page
  complaints = opened.complaints
  await page.goto(`${workbook.url}/playground/`)
  await page.getByText('connected', { exact: true }).first().waitFor()
  await prompt().waitFor()
}

async function valkeyCli(...args: string[]): Promise<string> {
  const env = { ...process.env, PORT: new URL(workbook.url).port, VALKEY_HOST: '' }
  const { stdout } = await run(process.execPath, ['scripts/valkey-cli.mjs', ...args], { env })
  return stdout.trim()
}

const row = (key: string) =>
  page.locator('.key').filter({ has: page.getByText(key, { exact: true }) })
const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true })
const prompt = () => page.getByRole('textbox', { name: 'A command for Valkey' })
const log = () => page.getByRole('log')
const last = () => page.locator('.console-entry').last()

async function type(line: string): Promise<void> {
  await prompt().fill(line)
  await prompt().press('Enter')
}

async function replies(within: Locator, text: string | RegExp): Promise<void> {
  await within.getByText(text).first().waitFor()
}

async function saka(times: number, path = '/api/saka', headers: Record<string, string> = {}) {
  for (let sent = 0; sent < times; sent += 1) await fetch(workbook.url + path, { headers })
}

describe('the keys', () => {
  test('each of the five algorithms shows count, limit, a TTL that ticks, type and memory', async () => {
    await saka(3)
    await replies(row(yourKey), '3 of 5')
    await replies(row(yourKey), /^string · \d+ B$/)
    const left = async () =>
      Number.parseInt((await row(yourKey).locator('.key-ttl').innerText()).replace(/\D+/, ''), 10)
    const before = await left()
    expect(before).toBeGreaterThan(50)
    await eventually(async () => (await left()) < before)

    const types = {
      'token-bucket': 'string',
      gcra: 'string',
      'sliding-window-log': 'zset',
      'sliding-window-counter': 'hash',
    }
    for (const [algorithm, keyType] of Object.entries(types)) {
      const query = `algorithm=${algorithm}&limit=4&window=600&by=user`
      await saka(2, `/api/keyspace/saka?${query}`, { 'X-User': 'ada' })
      const own = page.locator('.key').filter({ hasText: `:${algorithm}:` })
      await replies(own, '2 of 4')
      await replies(own, new RegExp(`^${keyType} · \\d+ B · `))
      await own.getByRole('button').click()
      await replies(own, /, 4 per 600 s/)
      await button(/^Look/, own).click()
      await replies(own.locator('output'), /"\d+/)
      await own.getByRole('button').first().click()
      await eventually(async () => (await own.locator('.key-panel').count()) === 0)
    }
  })

  test('look, expire in, expire now, persist and delete, each shown as its command and its reply', async () => {
    await saka(2)
    const key = row(yourKey)
    const reply = key.locator('output')
    await key.getByRole('button', { expanded: false }).click()
    await button(`Look GET ${yourKey}`, key).click()
    await replies(reply, '"2"')

    const seconds = key.getByLabel(/Expire in/)
    for (const bad of ['0', '-1', '0.5', '1000000000', '']) {
      await seconds.fill(bad)
      await replies(key, /^Whole seconds from 1 to 31,536,000/)
      expect(await seconds.getAttribute('aria-invalid')).toBe('true')
      expect(await button(/^Expire EXPIRE/, key).getAttribute('aria-disabled')).toBe('true')
    }
    await seconds.fill('600')
    await button(`Expire EXPIRE ${yourKey} 600`, key).click()
    await replies(reply, '(integer) 1')
    await eventually(async () => /(600|59\d) s$/.test(await key.locator('.key-ttl').innerText()))

    await button(`Persist PERSIST ${yourKey}`, key).click()
    await replies(key, 'no expiry')
    await replies(key, /^PTTL is -1/)
    expect(await valkeyCli('PTTL', yourKey)).toBe('-1')

    await replies(key, /change the limiter’s own 60 s/)
    await button(`Expire now PEXPIRE ${yourKey} 1`, key).click()
    await replies(key, /^This key is gone/)
    expect(await valkeyCli('EXISTS', yourKey)).toBe('0')

    await saka(1)
    await replies(key, '1 of 5')
    await button(`Delete DEL ${yourKey}`, key).click()
    await replies(key, /^This key is gone/)
    await key.getByRole('button', { expanded: true }).click()
    await page.getByText('No limiter key at the moment').waitFor()
  })

  test('many keys can be filtered, and are shown a part at a time', async () => {
    const pairs = Array.from({ length: 60 }, (_, i) => [`rate:10.0.0.${i}`, '1']).flat()
    await type(`MSET ${pairs.join(' ')}`)
    const rows = page.locator('.key')
    await eventually(async () => (await rows.count()) === 25)
    await button('Show 35 more').click()
    await eventually(async () => (await rows.count()) === 60)
    await page.getByLabel(/Only keys that contain/).fill('0.0.5')
    await page.getByText('11 of 60 keys').waitFor()
    expect(await rows.count()).toBe(11)
  })

  test('a key of another kind says so', async () => {
    await type(`HSET ${yourKey} a 1`)
    await replies(row(yourKey), 'no counter')
    await row(yourKey).getByRole('button').click()
    await replies(row(yourKey), /^WRONGTYPE/)
    complaints.length = 0
  })

  test('the commands for a terminal can be copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByText('Change them from a terminal too').click()
    await button(`Copy npm run valkey-cli -- PERSIST ${yourKey}`).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(`npm run valkey-cli -- PERSIST ${yourKey}`)
  })
})

describe('the console', () => {
  test('what it prints is what valkey-cli prints, and the page follows at once', async () => {
    await button(`GET ${yourKey}`).click()
    await replies(last(), '(nil)')
    await type(`SET ${yourKey} 4 EX 600`)
    await replies(last(), 'OK')
    await replies(row(yourKey), '4 of 5')
    await prompt().fill(`INCR ${yourKey}`)
    await button('Run').click()
    await replies(last(), '(integer) 5')
    await type(`MGET ${yourKey} rate:none`)
    expect(await last().locator('pre').textContent()).toBe('1) "5"\n2) (nil)')
    await type(`HSET ${yourKey} a 1`)
    await replies(
      last(),
      '(error) WRONGTYPE Operation against a key holding the wrong kind of value',
    )
  })

  test.each([
    ['KEYS *', /Not sent:.*table of keys/],
    ['EVAL "return 1" 0', /Not sent:.*Lua lab/],
    ['GET other', /Not sent:.*outside this keyspace/],
    ['GET "rate:', /Not sent: Invalid argument\(s\): the quote " at character 5 is never closed/],
    ['NOSUCH', /Not sent: Valkey has no command "NOSUCH"/],
    ['QUIT', /nothing to leave/],
    ['HELP EXPIRE', /EXPIRE key seconds .*summary: Sets the expiration/s],
    [`SET rate:x ${'x'.repeat(9000)}`, /Not sent: The line is 9011 bytes long/],
  ])('%.30s', async (line, said) => {
    await type(line)
    await eventually(async () => said.test(await last().innerText()))
  })

  test('a line of 100 KB is explained', async () => {
    await type(`SET rate:x ${'x'.repeat(100_000)}`)
    await replies(last(), /at most 8192 bytes/)
    // The browser itself reports the 413.
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('413')))
  })

  test('arrow up and down go through what was typed, after a reload too', async () => {
    await type('PING')
    await type('TIME')
    await prompt().fill('GE')
    await prompt().press('ArrowUp')
    expect(await prompt().inputValue()).toBe('TIME')
    await prompt().press('ArrowUp')
    expect(await prompt().inputValue()).toBe('PING')
    await prompt().press('ArrowDown')
    await prompt().press('ArrowDown')
    expect(await prompt().inputValue()).toBe('GE')
    await page.reload()
    // The browser reports the event stream of the page that was left.
    complaints.length = 0
    await prompt().press('ArrowUp')
    expect(await prompt().inputValue()).toBe('TIME')
  })

  test('Tab completes commands and keys, and is no trap for the keyboard', async () => {
    await type('SET rate:ada 1 EX 600')
    await row('rate:ada').waitFor()
    await prompt().fill('pe')
    await prompt().press('Tab')
    expect(await prompt().inputValue()).toBe('PEXPIRE')
    await page.getByText(/^Completed to PEXPIRE, \d of \d$/).waitFor()
    await prompt().press('Tab')
    expect(await prompt().inputValue()).toBe('PEXPIREAT')
    await prompt().press('Escape')
    expect(await prompt().inputValue()).toBe('pe')
    await prompt().press('Tab')
    expect(await button('Run').evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Shift+Tab')
    await prompt().fill('GET rate:a')
    await prompt().press('Tab')
    expect(await prompt().inputValue()).toBe('GET rate:ada ')
    await page.keyboard.press('Shift+Tab')
    expect(await prompt().evaluate((element) => element === document.activeElement)).toBe(false)
    await prompt().fill('')
    await prompt().press('Tab')
    expect(await button('Run').evaluate((element) => element === document.activeElement)).toBe(true)
    await prompt().fill('obj')
    await button('OBJECT').click()
    expect(await prompt().inputValue()).toBe('OBJECT ')
  })

  test('several pasted lines run one after the other; too many are not sent', async () => {
    const paste = (text: string) =>
      prompt().evaluate((element, pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', pasted)
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        )
      }, text)
    await paste('SET rate:pasted 1 EX 60\nINCR rate:pasted\nGET rate:pas')
    await replies(last(), '(integer) 2')
    expect(await prompt().inputValue()).toBe('GET rate:pas')
    await prompt().fill('')
    await paste('PING\n'.repeat(200))
    await page.getByText(/That is more than 50 lines/).waitFor()
    expect(await page.locator('.console-entry').count()).toBe(2)
  })

  test('the log can be copied and cleared', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await type('PING')
    await replies(last(), 'PONG')
    await button('Copy all lines and replies').click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('valkey> PING\nPONG\n')
    await button('Clear the console').click()
    expect(await log().innerText()).toBe('')
    await type('PING')
    await replies(last(), 'PONG')
    await prompt().press('Control+l')
    expect(await log().innerText()).toBe('')
    await type('CLEAR')
    await eventually(async () => (await log().innerText()) === '')
  })
})

test('keyboard alone: an example of the console runs, and the focus goes to its reply', async () => {
  await button(`PTTL ${yourKey}`).focus()
  await page.keyboard.press('Enter')
  await replies(last(), /^\(integer\) -?\d+$/)
  expect(await log().evaluate((element) => element.matches(':focus'))).toBe(true)
})

test('keyboard alone: a key is opened, looked at, deleted', async () => {
  await saka(1)
  const key = row(yourKey)
  await key.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await replies(key.locator('output'), '"1"')
  await button(/^Delete/, key).focus()
  await page.keyboard.press('Space')
  await replies(key, /^This key is gone/)
})

test.each([
  ['light', 1440],
  ['dark', 390],
] as const)(
  '%s, %i px: no fault that axe knows, nothing sideways, with everything open',
  async (colorScheme, width) => {
    await page.context().close()
    await openPlayground({ colorScheme, viewport: { width, height: 844 } })
    await saka(7, '/api/keyspace/saka?algorithm=sliding-window-log&by=user', {
      'X-User': 'a'.repeat(60),
    })
    const own = page.locator('.key').first()
    await own.getByRole('button').click()
    await button(/^Look/, own).click()
    await type('KEYS *')
    await type('HELP')
    await prompt().fill('e')
    await replies(own.locator('output'), /1\) "/)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const sideways = () =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth
    expect(await page.evaluate(sideways)).toBe(0)
    await page.screenshot({
      path: `test-results/keys-console-${colorScheme}-${width}.png`,
      fullPage: true,
    })
  },
)
