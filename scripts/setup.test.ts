import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// Plain JavaScript without types: it runs before TypeScript is installed.
const script = (name: string) => import(join(root, 'scripts', name))
const { packagesAreInstalled } = await script('install-packages.mjs')
const { pageInputs, pageIsUpToDate } = await script('build-page.mjs')
const { withSetupLock } = await script('setup-lock.mjs')

describe('packages', () => {
  test('are installed in this checkout', () => {
    expect(packagesAreInstalled(root)).toBe(true)
  })

  test('are not when one has another version, or the installation was cut off', () => {
    const copy = temporaryFolder()
    mkdirSync(join(copy, 'node_modules'))
    cpSync(join(root, 'package-lock.json'), join(copy, 'package-lock.json'))
    expect(packagesAreInstalled(copy)).toBe(false)

    const done = join(copy, 'node_modules/.package-lock.json')
    cpSync(join(root, 'node_modules/.package-lock.json'), done)
    expect(packagesAreInstalled(copy)).toBe(true)

    const lock = JSON.parse(readFileSync(done, 'utf8'))
    lock.packages['node_modules/express'].version = '4.0.0'
    writeFileSync(done, JSON.stringify(lock))
    expect(packagesAreInstalled(copy)).toBe(false)
  })

  test('are not when the folder was installed on another system', () => {
    const copy = temporaryFolder()
    mkdirSync(join(copy, 'node_modules'))
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    writeFileSync(join(copy, 'package-lock.json'), JSON.stringify(lock))
    // The whole lockfile stands for a folder that holds the binaries of every system.
    writeFileSync(join(copy, 'node_modules/.package-lock.json'), JSON.stringify(lock))
    expect(packagesAreInstalled(copy)).toBe(false)
  })
})

describe('the page', () => {
  test('is made of lessons, page and server, but not of tests', () => {
    const copy = temporaryFolder()
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      writeFileSync(join(copy, file), text)
      return pageInputs(copy)
    }
    const first = write('web/app/App.tsx', 'a')
    expect(write('web/app/App.tsx', 'a')).toBe(first)
    expect(write('web/App.test.tsx', 'b')).toBe(first)
    expect(write('web/app/App.tsx', 'b')).not.toBe(first)
    expect(write('web/app/App.tsx', 'a')).toBe(first)
    expect(write('server/limiter/fixed-window.lua', '-- c')).not.toBe(first)
  })

  test('that was never built is not up to date', () => {
    expect(pageIsUpToDate(temporaryFolder())).toBe(false)
  })
})

describe('the setup lock', () => {
  test('lets one in after the other', async () => {
    const copy = temporaryFolder()
    const events: string[] = []
    const work = (name: string) =>
      withSetupLock({ root: copy, log: (line: string) => events.push(line) }, async () => {
        events.push(`${name} in`)
        await new Promise((resolve) => setTimeout(resolve, 50))
        events.push(`${name} out`)
      })
    await Promise.all([work('a'), work('b')])
    const waited = `Waiting for the setup that process ${process.pid} is doing`
    expect(events).toEqual(['a in', waited, 'a out', 'b in', 'b out'])
    expect(existsSync(join(copy, '.valkey/setup.lock'))).toBe(false)
  })

  test('of a process that is dead is broken', async () => {
    const copy = temporaryFolder()
    mkdirSync(join(copy, '.valkey'))
    // No process has this id: it is past Linux's highest.
    writeFileSync(join(copy, '.valkey/setup.lock'), '4194305')
    expect(await withSetupLock({ root: copy, log: () => {} }, async () => 'done')).toBe('done')
  })

  test('is given back when the work fails', async () => {
    const copy = temporaryFolder()
    const lock = (work: () => Promise<string>) => withSetupLock({ root: copy, log: () => {} }, work)
    await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await lock(async () => 'done')).toBe('done')
  })

  test('names the folder that cannot be written', async () => {
    const copy = temporaryFolder()
    // A file where the folder should be stops root as well.
    writeFileSync(join(copy, '.valkey'), '')
    const locked = withSetupLock({ root: copy, log: () => {} }, async () => 'done')
    await expect(locked).rejects.toThrow(`Nothing can be written into ${copy} (EEXIST)`)
  })
})

test('what setup does not know is an error that names it', async () => {
  const { code, said } = await run(['buidl'])
  expect(code).toBe(1)
  expect(said).toBe('setup knows "build" and "--help", got "buidl"\n')
})

async function run(args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts/setup.mjs'), ...args])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, said }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
