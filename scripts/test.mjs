// `npm test`: every check of the workbook, from a fresh clone, ended by `<n> passed, <n> failed, <n> skipped`.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './find-chromium.mjs'
import { root, setup } from './setup.mjs'
import { readFlags } from './test-flags.mjs'

const node = process.execPath
/** @type {Log} */
const log = (line) => process.stderr.write(`${line}\n`)
const ended = new AbortController()
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()
/** @typedef {{ name: string, why: string }} Named */
/** @type {{ passed: number, failed: Named[], skipped: Named[] }} */
const total = { passed: 0, failed: [], skipped: [] }

const flags = readFlags()
const scratch = mkdtempSync(join(tmpdir(), 'workbook-test-'))
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => interrupt(signal))
try {
  await runEverything()
} catch (error) {
  if (!ended.signal.aborted) fail('npm test itself', error.stack ?? String(error))
}
rmSync(scratch, { recursive: true, force: true })
report()

async function runEverything() {
  const signal = ended.signal
  /** @param {{ build?: boolean }} what */
  const prepare = (what) => setup({ root, log, signal, valkey: false, build: false, ...what })
  if (!(await step('Packages', () => prepare({})))) return
  /** @param {string} name */
  const bin = (name) => join(root, 'node_modules', name)
  for (const project of ['server', 'web', 'scripts']) {
    await step(`Types of ${project}`, () => run([bin('typescript/bin/tsc'), '-p', project]))
  }
  const colours = process.stderr.isTTY ? 'force' : 'off'
  await step('Lint', () => run([bin('@biomejs/biome/bin/biome'), 'ci', `--colors=${colours}`, '.']))
  const layers = join(root, 'scripts/check-layers.ts')
  await step('Import directions', () => run(['--import', 'tsx', layers]))
  /** @type {NodeJS.ProcessEnv} */
  const env = { TEST_REPORT: join(scratch, 'vitest.json') }
  const projects = ['server', 'web', 'lessons', 'lessons-on-server']
  if (flags.quick) env.TEST_QUICK = '1'
  else {
    const built = await step('Page build', () => prepare({ build: true }))
    const browser = await step('Chromium', async () => {
      env.CHROMIUM_PATH = await findChromium({ env: process.env, root, log, signal })
    })
    if (built && browser) projects.push('e2e')
    else log('  The end-to-end tests are left out: they need the page and a Chromium.')
  }
  if (flags.all) env.TEST_ALL = '1'
  else {
    env.TEST_RUN = 'plain'
    log('  The longest tests are left to npm test -- --all; vitest.config.ts lists them.')
  }
  if (flags.all && process.env.CI) env.TEST_DOCKER_REQUIRED = '1'
  await vitest(projects, env)
  if (!flags.quick) await lessons()
}

/**
 * Runs the test projects and adds up what each of their tests came to.
 * @param {string[]} projects
 * @param {NodeJS.ProcessEnv} env
 */
async function vitest(projects, env) {
  const options = [
    ...projects.flatMap((name) => ['--project', name]),
    ...['--reporter', 'default', '--reporter', join(root, 'scripts/vitest-report.ts')],
  ]
  log('\nTests')
  const code = await start([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...options], {
    env,
    output: 'shown',
  })
  const found = add(env.TEST_REPORT, 'Tests')
  if (!found) return
  for (const name of projects) {
    if (!found.projects.includes(name)) fail(`Tests: ${name}`, 'this project ran no test at all')
  }
  if (code !== 0 && found.failed.length === 0) fail('Tests', `vitest ended with code ${code}`)
}

/** Sees that every exercise is one: scripts/check-lessons.ts counts its own checks. */
async function lessons() {
  const file = join(scratch, 'lessons.json')
  log('\nLessons')
  const script = join(root, 'scripts/check-lessons.ts')
  await start(['--import', 'tsx', script, '--tested'], {
    env: { TEST_REPORT: file },
    output: 'shown',
  })
  add(file, 'Lessons')
}

/**
 * One check: a line when it starts, one when it ends, its output only when it fails.
 * @param {string} name
 * @param {() => Promise<void>} check
 */
async function step(name, check) {
  if (ended.signal.aborted) return false
  const began = performance.now()
  try {
    await check()
    total.passed++
    log(`✓ ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
    return true
  } catch (error) {
    if (ended.signal.aborted) return false
    if (error.output) log(error.output)
    log(`✗ ${name}`)
    fail(name, error.message)
    return false
  }
}

/** @param {string[]} args */
async function run(args) {
  const code = await start(args, { output: 'on failure' })
  if (code !== 0) throw new Error(`it ended with code ${code}; its output is above`)
}

/**
 * Starts Node on these arguments and resolves with its exit code. Nothing of it can outlive this process.
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, output: 'shown' | 'on failure' }} how
 * @returns {Promise<number>}
 */
function start(args, { env = {}, output }) {
  return new Promise((resolve, reject) => {
    if (ended.signal.aborted) return resolve(1)
    const how = output === 'shown' ? 'inherit' : 'pipe'
    const child = spawn(node, args, {
      cwd: root,
      stdio: ['ignore', how, how],
      env: { ...process.env, ...env },
    })
    children.add(child)
    /** @type {Buffer[]} */
    const kept = []
    child.stdout?.on('data', (data) => kept.push(data))
    child.stderr?.on('data', (data) => kept.push(data))
    child.on('error', reject)
    child.on('close', (code) => {
      children.delete(child)
      if (code !== 0 && kept.length > 0) process.stderr.write(Buffer.concat(kept))
      resolve(code ?? 1)
    })
  })
}

/**
 * @param {string | undefined} file
 * @param {string} name
 */
function add(file, name) {
  let found
  try {
    found = JSON.parse(readFileSync(file ?? '', 'utf8'))
  } catch {
    if (!ended.signal.aborted) fail(name, 'they ended without a result; the reason is above')
    return undefined
  }
  total.passed += found.passed
  total.failed.push(...found.failed)
  total.skipped.push(...found.skipped)
  if (found.passed + found.failed.length === 0) fail(name, 'not one test ran')
  return found
}

/**
 * @param {string} name
 * @param {string} why
 */
function fail(name, why) {
  total.failed.push({ name, why })
}

// A terminal's Ctrl-C reaches the children too; a signal to this process alone does not.
/** @param {NodeJS.Signals} signal */
function interrupt(signal) {
  if (ended.signal.aborted) return
  ended.abort()
  fail('npm test', `it was stopped (${signal}) before its end`)
  for (const child of children) child.kill('SIGTERM')
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL')
  }, 5000).unref()
}

function report() {
  const { passed, failed, skipped } = total
  if (failed.length > 0) console.log('\nFailed')
  for (const { name, why } of failed) console.log(`  ✗ ${name}\n      ${why}`)
  for (const why of new Set(skipped.map((one) => one.why))) {
    console.log(`\nSkipped: ${why}`)
    for (const one of skipped) if (one.why === why) console.log(`  – ${one.name}`)
  }
  console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
