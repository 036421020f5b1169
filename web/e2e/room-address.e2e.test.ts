// A room by a plain-HTTP name that is not localhost, as a class reaches it: browsers are stricter there, and nothing that
// the server says may send them to HTTPS.
import { expect, onTestFinished, test } from 'vitest'
import { openBrowser, openPage } from './open-browser.ts'
import { startRoom } from './start-room.ts'

const code = 'K7M4-QXRT'

test('by a name in the network: joining, a lesson and a click work over plain HTTP', async () => {
  const room = await startRoom({ name: 'LAN', code, settings: { ALLOWED_HOSTS: 'room.test' } })
  onTestFinished(room.stop)
  const browser = await openBrowser({ args: ['--host-resolver-rules=MAP room.test 127.0.0.1'] })
  onTestFinished(() => browser.close())
  const origin = room.origin.replace('127.0.0.1', 'room.test')
  const { page } = await openPage(browser)
  const failed: string[] = []
  page.on('requestfailed', (request) => failed.push(request.url()))
  await page.goto(`${origin}/join/#code=${code}`)
  expect(await page.evaluate(() => [isSecureContext, location.protocol])).toEqual([false, 'http:'])
  await page.getByRole('button', { name: /join/i }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/join'))
  await page.goto(`${origin}/lessons/01-what-and-why/`)
  const answered = page.waitForResponse((response) => response.url() === `${origin}/api/saka`)
  await page.getByRole('button', { name: /^send/i }).first().click()
  expect((await answered).status()).toBe(200)
  await page.getByText('1 of 5').first().waitFor()
  expect(failed.filter((url) => url.startsWith('https:'))).toEqual([])
  // The same server by a name that nobody allowed: a page that points its own name here.
  const foreign = await page.request.get(room.origin, { headers: { Host: 'evil.example' } })
  expect(foreign.status()).toBe(403)
})
