// Brings node_modules in line with package-lock.json, and only when it is not.
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runQuietly } from './run-quietly.mjs'

/** @typedef {{ version: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage */

/**
 * True when the packages of the lockfile are installed in its versions, and for this very system.
 * @param {string} root
 */
export function packagesAreInstalled(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  // npm writes this file last, so an installation that was cut off does not have it.
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !installed) return false
  /** @param {[string, LockedPackage]} entry */
  const isThere = ([path, { version, integrity, optional }]) => {
    const found = installed[path]
    // npm leaves an optional package out where it does not fit; that is not missing.
    if (!found) return path === '' || optional === true
    return found.version === version && found.integrity === integrity
  }
  return Object.entries(wanted).every(isThere) && Object.values(installed).every(isForThisSystem)
}

/**
 * Installs exactly the lockfile, development packages too: they build the page and run the tests.
 * @param {Pick<SetupStep, 'root' | 'signal'>} step
 */
export async function installPackages({ root, signal }) {
  const [command, ...args] = npm()
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  await runQuietly(command, [...args, 'ci', '--include=dev', ...quiet], {
    cwd: root,
    signal,
  }).catch((error) => {
    signal?.throwIfAborted()
    throw Object.assign(
      new Error(
        'npm ci could not install the packages; what npm said is above. Try again when that is mended.',
      ),
      { expected: true, output: error.output ?? error.message },
    )
  })
  return Object.keys(packagesIn(join(root, 'node_modules', '.package-lock.json')) ?? {}).length
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    // Missing, or cut off while it was written: counts as not there, and npm ci writes it anew.
    return undefined
  }
}

// A folder that was installed on another system, and then mounted or copied here, holds that one's binaries.
/** @param {LockedPackage} locked */
function isForThisSystem({ os, cpu, libc }) {
  if (os && !os.includes(process.platform)) return false
  if (cpu && !cpu.includes(process.arch)) return false
  return process.platform !== 'linux' || !libc || libc.includes(ownLibc())
}

/** @type {'glibc' | 'musl' | undefined} */
let libcOfThisSystem
function ownLibc() {
  // A report takes its time.
  if (libcOfThisSystem) return libcOfThisSystem
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  )
  libcOfThisSystem = report.header.glibcVersionRuntime ? 'glibc' : 'musl'
  return libcOfThisSystem
}

// The npm that started us, which need not be the one on PATH.
/** @returns {[command: string, ...args: string[]]} */
function npm() {
  const started = process.env.npm_execpath
  return started && basename(started) === 'npm-cli.js' ? [process.execPath, started] : ['npm']
}
