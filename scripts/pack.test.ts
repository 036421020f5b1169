import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectFiles } from './pack/collect-files.ts'

const checkout = join(import.meta.dirname, '..')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-pack-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function makeCheckout(name: string): Promise<string> {
  const root = join(folder, name)
  const files = [
    'package.json',
    'lessons/04-atomic-counter/lesson.mdx',
    'node_modules/express/index.js',
    '.valkey/trixie/usr/bin/valkey-server',
    '.valkey/running/3000.json',
    'dist/page/index.html',
    'workspace/04-atomic-counter/fixed-window.lua',
    '.env',
    '.room/room.json',
    'pack/valkey-workbook.tar.gz',
  ]
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true })
    await writeFile(join(root, file), 'x')
  }
  return root
}

const packed = [
  '.valkey/trixie/usr/bin/valkey-server',
  'dist/page/index.html',
  'lessons/04-atomic-counter/lesson.mdx',
  'node_modules/express/index.js',
  'package.json',
]

test("the course is packed with what it needs; a learner's files, passwords and rooms stay here", async () => {
  const root = await makeCheckout('downloaded')
  const files = collectFiles({ root, leaveOut: join(root, 'pack') })
  expect(files.toSorted()).toEqual(packed)
})

test('where git knows the course, a draft that it does not know stays here too', async () => {
  const root = await makeCheckout('cloned')
  await writeFile(join(root, 'notes.txt'), 'mine')
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  execFileSync('git', ['add', 'package.json', 'lessons'], { cwd: root })
  const files = collectFiles({ root, leaveOut: join(root, 'elsewhere') })
  expect(files.toSorted()).toEqual(packed)
})

test('a pack starts in an empty folder with nothing else on the machine', async ({ skip }) => {
  if (!process.env.TEST_ALL) skip('only with --all: it packs and unpacks 500 MB.')
  const run = promisify(execFile)
  const made = await run(process.execPath, ['scripts/pack.mjs', '--to', folder], { cwd: checkout })
  await run('tar', ['-xzf', made.stdout.trim(), '-C', folder])
  const root = join(folder, `valkey-workbook-${process.platform}-${process.arch}`)
  expect(existsSync(join(root, 'workspace'))).toBe(false)
  // No npm and no Node but its own: a PATH with the shell's tools alone.
  const env = { HOME: folder, PATH: '/usr/bin:/bin', PORT: '0' }
  const child = spawn('./start', { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (data) => (said += data))
  try {
    const url = await readyAddress(child)
    expect((await fetch(`${url}/api/saka`)).status).toBe(200)
    expect(await (await fetch(`${url}/`)).text()).toContain('<h1')
    expect(said).not.toMatch(/Installing|Fetching|Building/)
  } finally {
    child.kill('SIGINT')
    await once(child, 'exit')
  }
  expect(await readFile(join(root, 'READ-ME-FIRST.txt'), 'utf8')).toContain('./workshop')
}, 300_000)

async function readyAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The pack has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Workbook ready: (\S+)$/.exec(line)?.[1]
    if (url) return url
  }
  throw new Error('The pack ended before it was ready.')
}
