// Makes a checkout ready to run: packages, a Valkey, the page. Each step only when it is needed.
// Needs nothing but Node, because it runs before anything is installed.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as util from 'node:util'
import { buildPage, pageIsUpToDate } from './build-page.mjs'
import { importTypeScript } from './import-typescript.mjs'
import { installPackages, packagesAreInstalled } from './install-packages.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { withSetupLock } from './setup-lock.mjs'

/** The checkout's folder. */
export const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))))

/**
 * @param {object} options
 * @param {string} options.root the checkout
 * @param {(line: string) => void} options.log told each step and its time
 * @param {boolean} [options.valkey] find a Valkey, unless VALKEY_HOST names one
 * @param {boolean} [options.build] build the page when its inputs changed
 * @param {AbortSignal} [options.signal] ends the setup with the programs it runs
 * @throws {Error} with `expected: true` and a sentence for people, when a step cannot be done
 */
export async function setup({ root, log, valkey = true, build = true, signal }) {
  await install({ root, log, signal })
  if (valkey) await findValkey({ root, log, signal })
  if (build) await bringPageUpToDate({ root, log, signal })
}

/**
 * The first step alone: the packages of the lockfile, installed when they are not. Options as for `setup`.
 * @param {SetupStep} step
 */
export async function install({ root, log, signal }) {
  checkNode()
  if (packagesAreInstalled(root)) return
  await withSetupLock({ root, log, signal }, async () => {
    // Somebody else may have installed them while we waited for the lock.
    if (packagesAreInstalled(root)) return
    log('Installing packages with npm ci')
    const took = stopwatch()
    const count = await installPackages({ root, signal })
    log(`Installed ${count} packages in ${took()}`)
  })
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw expected(
    `The workbook needs Node 20.19 or newer, and this is ${process.version}. Get one from https://nodejs.org/ and try again.`,
  )
}

/** @param {SetupStep} step */
async function findValkey({ root, log, signal }) {
  const env = { ...dotEnv(root), ...process.env }
  if (env.VALKEY_HOST) {
    log(`Valkey is the one at VALKEY_HOST, ${env.VALKEY_HOST}`)
    return
  }
  const { findValkeyServer } = await importTypeScript('../server/valkey/find.ts')
  const took = stopwatch()
  const { version, origin } = await findValkeyServer({ env, root, log, signal })
  log(`Valkey ${version} (${origin}) found in ${took()}`)
}

/** @param {SetupStep} step */
async function bringPageUpToDate({ root, log, signal }) {
  const took = stopwatch()
  if (pageIsUpToDate(root)) {
    log(`The page is up to date, checked in ${took()}`)
    return
  }
  await withSetupLock({ root, log, signal }, async () => {
    if (pageIsUpToDate(root)) return log('The page was built in the meantime')
    log('Building the page')
    const took = stopwatch()
    await buildPage({ root, signal })
    log(`Built the page in ${took()}`)
  })
}

// What is set in the terminal wins over `.env`.
/**
 * @param {string} root
 * @returns {Record<string, string | undefined>}
 */
function dotEnv(root) {
  const file = join(root, '.env')
  return existsSync(file) ? util.parseEnv(readFileSync(file, 'utf8')) : {}
}

/**
 * @param {string} message
 * @returns {ExpectedError}
 */
function expected(message) {
  return Object.assign(new Error(message), /** @type {const} */ ({ expected: true }))
}

function stopwatch() {
  const began = performance.now()
  return () => {
    const ms = performance.now() - began
    return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
  }
}

const help = `Usage: node scripts/setup.mjs [build]

Makes this checkout ready: installs the packages, finds a Valkey, builds the page. Does only what is
needed, and can be run again at any time.

  build    only installs the packages and builds the page`

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [what, ...more] = process.argv.slice(2)
  if (what === '--help' || what === '-h') console.log(help)
  else if (more.length > 0 || (what && what !== 'build')) {
    console.error(`setup knows "build" and "--help", got "${process.argv.slice(2).join(' ')}"`)
    process.exitCode = 1
  } else
    await runAsCommand(({ log, signal }) => setup({ root, log, signal, valkey: what !== 'build' }))
}
