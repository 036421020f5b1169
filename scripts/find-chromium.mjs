// A Chromium for the end-to-end tests: one that is there, else one to be had without a question asked.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** @typedef {{ env: NodeJS.ProcessEnv, root: string, log: Log, signal: AbortSignal }} ChromiumSearch */

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, one on PATH, Playwright's own; else Debian's package (as root
 * on Debian), else Playwright's download.
 * Throws, with what was tried, when none can be had.
 * @param {ChromiumSearch} search
 * @returns {Promise<string>}
 */
export async function findChromium({ env, root, log, signal }) {
  if (env.CHROMIUM_PATH) {
    const problem = await problemOf(env.CHROMIUM_PATH)
    if (!problem) return env.CHROMIUM_PATH
    throw new Error(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which does not start: ${problem}`)
  }
  for (const candidate of installed(env)) if (!(await problemOf(candidate))) return candidate
  const tried = []
  for (const get of [playwrightsOwn, debianPackage, playwrightDownload]) {
    try {
      const path = await get({ env, root, log, signal })
      const problem = await problemOf(path)
      if (!problem) return path
      tried.push(`${path} does not start (${problem})`)
    } catch (error) {
      signal.throwIfAborted()
      tried.push(error.message)
    }
  }
  throw new Error(
    `No Chromium for the end-to-end tests: ${tried.join('; ')}. Install one and name it with CHROMIUM_PATH.`,
  )
}

/** @param {NodeJS.ProcessEnv} env */
function installed(env) {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [...onPath, onMac].filter((path) => existsSync(path))
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  if (!path || !existsSync(path)) throw new Error('Playwright has no Chromium in its cache')
  return path
}

/** @param {ChromiumSearch} search */
async function debianPackage({ env, log, signal }) {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  // Ubuntu's package of that name is a snap, which needs a running snapd.
  if (!/^ID=debian$/m.test(release)) throw new Error('this is not Debian')
  if (process.getuid?.() !== 0) throw new Error("Debian's package needs root")
  log('Installing Chromium from Debian (about 100 MB, once) …')
  const began = performance.now()
  const options = {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 300_000,
    signal,
  }
  const wait = ['-o', 'DPkg::Lock::Timeout=120']
  await aptGet([...wait, 'update'], options)
  // A font besides the page's own, for the signs that those lack.
  const packages = ['chromium', 'fonts-dejavu-core']
  await aptGet([...wait, 'install', '-y', '--no-install-recommends', ...packages], options)
  log(`Installed Chromium in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return '/usr/bin/chromium'
}

/**
 * @param {string[]} args
 * @param {import("node:child_process").ExecFileOptions} options
 */
async function aptGet(args, options) {
  await run('apt-get', ['-qq', ...args], options).catch((error) => {
    const lastLine = String(error.stderr ?? '')
      .trim()
      .split('\n')
      .at(-1)
    throw new Error(`apt-get ${args.at(-1)} failed (${lastLine || error.message})`)
  })
}

/** @param {ChromiumSearch} search */
async function playwrightDownload({ env, root, log, signal }) {
  log('Downloading Chromium with Playwright (about 170 MB, once) …')
  const cli = join(root, 'node_modules/playwright-core/cli.js')
  const options = { env, maxBuffer: 64 * 1024 * 1024, timeout: 300_000, signal }
  await run(process.execPath, [cli, 'install', 'chromium'], options).catch((error) => {
    const reason = /Error: (.+)/.exec(String(error.stderr))?.[1] ?? error.message.split('\n', 1)[0]
    throw new Error(`Playwright could not download one (${reason})`)
  })
  return await playwrightsOwn()
}

/**
 * Why this file is no Chromium that starts here; undefined when it is one.
 * @param {string} path
 */
async function problemOf(path) {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 20_000 })
    return /\d+\.\d+\.\d+/.test(stdout) ? undefined : `it answers "${stdout.trim()}"`
  } catch (error) {
    return String(error.stderr || error.message)
      .trim()
      .split('\n', 1)[0]
  }
}
