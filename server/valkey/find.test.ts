import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Manifest } from './fetched-copy.ts'
import { findValkeyServer, suitesToTry } from './find.ts'

const silent = () => {}
/** A system of no known distribution: apt is not tried. */
const system = { family: [], codename: '', ubuntuCodename: '' }

describe('VALKEY_SERVER', () => {
  test('names the server that is used', async () => {
    const folder = temporaryFolder()
    const server = program(folder, 'my-valkey', 'echo "Valkey server v=9.9.9 sha=0"')
    const found = await find({ VALKEY_SERVER: server, PATH: '' })
    expect(found).toMatchObject({ version: '9.9.9', origin: `VALKEY_SERVER (${server})` })
  })

  test.each([
    ['a missing file', 'missing', 'there is no such file'],
    ['a file that is not executable', 'text', 'that file is not executable for this user'],
    ['a Redis', 'redis', 'it is no Valkey: its --version says "Redis server v=7.0.15"'],
    ['a program that fails', 'broken', 'it does not run here (no such library)'],
    ['a folder', '.', 'it is a folder, not a program'],
  ])('that is %s is an error in one sentence', async (_, name, why) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'text'), 'no program', { mode: 0o644 })
    program(folder, 'redis', 'echo "Redis server v=7.0.15"')
    program(folder, 'broken', 'echo "no such library" >&2; exit 127')
    const file = join(folder, name)
    await expect(find({ VALKEY_SERVER: file, PATH: '' })).rejects.toMatchObject({
      name: 'StartError',
      message: `VALKEY_SERVER is "${file}", but ${why}. Name a valkey-server that runs here, or leave VALKEY_SERVER unset.`,
    })
  })
})

describe('PATH', () => {
  test('gives its newest valkey-server, with the valkey-cli beside it', async () => {
    const root = temporaryFolder()
    const older = program(root, 'a/valkey-server', 'echo "Valkey server v=8.1.9 sha=0"')
    const newer = program(root, 'b/valkey-server', 'echo "Valkey server v=8.1.10 sha=0"')
    const cli = program(root, 'b/valkey-cli', ':')
    const found = await find({ PATH: `${dirname(older)}:${dirname(newer)}` })
    expect(found).toMatchObject({
      version: '8.1.10',
      server: { command: newer },
      cli: { command: cli, args: [] },
    })
  })

  test('comes before a copy fetched earlier', async () => {
    const root = temporaryFolder()
    fetched(root, '9.0.0')
    const server = program(root, 'a/valkey-server', 'echo "Valkey server v=8.0.0 sha=0"')
    expect(await find({ PATH: dirname(server) }, root)).toMatchObject({ version: '8.0.0' })
  })
})

describe('a copy fetched earlier', () => {
  test('is used, the newest by its package revision', async () => {
    const root = temporaryFolder()
    fetched(root, '8.1.1+dfsg1-3+deb13u2')
    fetched(root, '8.1.1+dfsg1-3+deb13u10')
    fetched(root, '8.0.1+dfsg1-1~bpo12+1')
    expect(await find({ PATH: '' }, root)).toMatchObject({
      packageVersion: '8.1.1+dfsg1-3+deb13u10',
      origin: 'Debian package 8.1.1+dfsg1-3+deb13u10 in .valkey/',
    })
  })

  test('is passed over when it does not run here or is of another architecture', async () => {
    const root = temporaryFolder()
    fetched(root, '9.0.0', { architecture: 'pdp11' })
    fetched(root, '8.1.0', { loader: 'gone' })
    fetched(root, '8.0.0')
    writeFileSync(join(folderOf(root, '8.0.0'), '../half.json'), '{')
    expect(await find({ PATH: '' }, root)).toMatchObject({ packageVersion: '8.0.0' })
  })
})

test('where nothing is to be had, one sentence says why and what to do', async () => {
  const failure = find({ PATH: '' })
  await expect(failure).rejects.toMatchObject({ name: 'StartError' })
  await expect(failure).rejects.toThrow(
    /^No Valkey to be had: VALKEY_HOST is not set, no valkey-server that runs is on PATH, there is no docker command\. To go on, .+\.$/,
  )
})

test.runIf(process.platform === 'linux')('which suites are tried, by system', () => {
  const debian = (codename: string) =>
    suitesToTry({ family: ['debian'], codename, ubuntuCodename: '' })
  expect(debian('bookworm')).toEqual(['trixie', 'bookworm-backports'])
  expect(debian('trixie')).toEqual(['trixie'])
  expect(debian('forky')).toEqual(['forky'])
  const ubuntu = { family: ['ubuntu', 'debian'], codename: 'noble', ubuntuCodename: 'noble' }
  expect(suitesToTry(ubuntu)).toEqual(['noble'])
  expect(suitesToTry({ ...ubuntu, codename: 'jammy', ubuntuCodename: 'jammy' })).toEqual(['noble'])
  const mint = { family: ['linuxmint', 'ubuntu'], codename: 'wilma', ubuntuCodename: 'noble' }
  expect(suitesToTry(mint)).toEqual(['noble'])
  expect(suitesToTry({ family: ['fedora'], codename: '', ubuntuCodename: '' })).toEqual([])
})

function find(env: NodeJS.ProcessEnv, root = temporaryFolder()) {
  return findValkeyServer({ env, root, log: silent, system })
}

/** A copy as a fetch leaves it, whose loader is a shell script that says what a server would. */
function fetched(root: string, packageVersion: string, more: Partial<Manifest> = {}): void {
  const folder = folderOf(root, packageVersion)
  program(folder, 'loader', 'echo "Valkey server v=8.1.1 sha=0"')
  const manifest: Manifest = {
    version: '8.1.1',
    packageVersion,
    suite: 'trixie',
    architecture: process.arch,
    loader: 'loader',
    libraries: ['lib'],
    server: 'valkey-server',
    cli: 'valkey-cli',
    packages: [],
    ...more,
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
}

function folderOf(root: string, packageVersion: string): string {
  return join(root, '.valkey', packageVersion)
}

function program(folder: string, name: string, script: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'find-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
