import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

export type WatchedPage = {
  page: Page
  /** What the page said on its console as a warning or an error, and what it failed to load. */
  complaints: string[]
}

/** Opens the Chromium that `npm test` found. As root it cannot have its own sandbox. */
export function openBrowser({ args = [] }: { args?: string[] } = {}): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set. Run npm test, which finds one.')
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      ...args,
    ],
  })
}

/** A page of its own, with a record of everything it complained about. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  // Two browsers share two cores with all that they test.
  context.setDefaultTimeout(90_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('requestfailed', (request) =>
    complaints.push(`${request.url()} ${request.failure()?.errorText}`),
  )
  return { page, complaints }
}
