import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, type TestContext, test } from 'vitest'
import { fetchDebianValkey } from './debian-package.ts'
import { startEmbeddedValkey } from './embedded.ts'
import { fetchedCopy } from './fetched-copy.ts'
import { suitesToTry } from './find.ts'
import { readOsRelease } from './os-release.ts'

const [suite = ''] = suitesToTry(readOsRelease())
const log = () => {}

test('a fetch unpacks a server that runs, and the next start finds it without apt', async (context) => {
  skipWithoutArchive(context)
  const folder = temporaryFolder()
  const source = await fetchDebianValkey({ suite, into: join(folder, suite), log })
  expect(source.packageVersion).toContain(source.version)
  const valkey = await startEmbeddedValkey(source)
  expect(valkey.version).toBe(source.version)
  await valkey.stop()
  expect(await fetchedCopy(folder)).toEqual(source)
  expect(readdirSync(folder)).toEqual([suite])
}, 120_000)

test('a fetch that is cut off leaves nothing behind', async (context) => {
  skipWithoutArchive(context)
  const folder = temporaryFolder()
  const halt = new AbortController()
  const fetch = fetchDebianValkey({ suite, into: join(folder, suite), log, signal: halt.signal })
  setTimeout(() => halt.abort(), 500)
  await expect(fetch).rejects.toMatchObject({ name: 'AbortError' })
  expect(readdirSync(folder)).toEqual([])
}, 30_000)

test('a suite that does not exist is an error in the words of apt', async (context) => {
  skipWithoutArchive(context)
  const folder = temporaryFolder()
  const fetch = fetchDebianValkey({ suite: 'nosuchsuite', into: join(folder, 'x'), log })
  await expect(fetch).rejects.toThrow(/^apt says: .*nosuchsuite/)
  expect(readdirSync(folder)).toEqual([])
}, 60_000)

function skipWithoutArchive({ skip }: TestContext): void {
  if (!process.env.TEST_ALL) skip('only with --all: it downloads 20 MB.')
  if (!suite) skip('this system is neither Debian nor Ubuntu.')
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fetch-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
