import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRedisLauncher, redisOnPath } from './redis-launcher.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-on-path-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function program(says: string): void {
  const file = join(folder, 'redis-server')
  writeFileSync(file, `#!/bin/sh\n${says}\n`)
  chmodSync(file, 0o755)
}

test('a machine without one says so', async () => {
  expect(await redisOnPath(folder)).toEqual({
    missing: "There is no redis-server on this machine's PATH.",
  })
})

test('a Valkey under the name of Redis is none', async () => {
  program('echo "Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64"')
  expect((await redisOnPath(folder)).missing).toContain('is a Valkey under that name')
})

test('a program that does not run is none', async () => {
  program('exit 1')
  const { missing } = await redisOnPath(folder)
  expect(missing).toContain('does not run')
  const launcher = await createRedisLauncher({ env: { PATH: folder }, root: folder })
  expect(launcher.missing).toBe(missing)
  const bounds = { maxMemoryMb: 16, ioThreads: 1 }
  await expect(launcher.boot({ bounds })).rejects.toThrow('does not run')
})

test('a Redis is found with its version', async () => {
  program('echo "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64"')
  expect((await redisOnPath(folder)).source).toMatchObject({
    version: '7.0.15',
    server: { command: join(folder, 'redis-server') },
  })
})
