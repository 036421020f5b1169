// One setup at a time in a checkout: `npm start` and `npm test` may be typed in two terminals at once.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs `work` while no other setup of this checkout works.
 * @throws {Error} naming the folder when nothing can be written there
 * @template Result
 * @param {SetupStep} step
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withSetupLock({ root, log, signal }, work) {
  const file = join(root, '.valkey', 'setup.lock')
  makeFolder(root)
  for (let told = false; !take(file); ) {
    const owner = Number(readOwner(file))
    if (owner ? !isAlive(owner) : isAbandoned(file)) {
      breakLock(file, owner)
      continue
    }
    if (!told) log(`Waiting for the setup that process ${owner || '?'} is doing`)
    told = true
    await wait(200, null, { signal })
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

// A lock is made and then written: empty for a moment, or for good where the disk was full or its maker was killed.
/** @param {string} file */
function isAbandoned(file) {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return made !== undefined && Date.now() - made > 5000
}

/** @param {string} root */
function makeFolder(root) {
  try {
    mkdirSync(join(root, '.valkey'), { recursive: true })
    const probe = join(root, `.valkey/probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    throw Object.assign(
      new Error(
        `Nothing can be written into ${root} (${cause.code}). Clone the workbook into a folder of your own, or make this one writable.`,
        { cause },
      ),
      { expected: true },
    )
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (cause) {
    if (cause.code === 'EEXIST') return false
    throw cause
  }
}

// Renamed before it is deleted, so that of two who find a dead owner only one breaks the lock; the one who
// got hold of somebody's new lock instead gives it back.
/**
 * @param {string} file
 * @param {number} owner
 */
function breakLock(file, owner) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (cause) {
    if (cause.code === 'ENOENT') return
    throw cause
  }
  if (Number(readOwner(aside)) === owner) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

/** @param {string} file */
function readOwner(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Given back in this very moment.
    return ''
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause.code === 'EPERM'
  }
}
