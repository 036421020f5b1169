import { onTestFinished } from 'vitest'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'
import { findValkeyServer } from '../valkey/find.ts'
import { createRedisLauncher } from '../valkey/redis-launcher.ts'

/** Disposable Valkeys as the workbook has them, and Redises of what is on PATH. `close` ends all of them. */
export async function openSandboxes({ most = 6 } = {}): Promise<{
  sandbox: Sandbox
  redis: Sandbox
  close(): Promise<void>
}> {
  const given = { env: process.env, root: process.cwd() }
  const source = await findValkeyServer({ ...given, log: () => {} })
  const launcher = await createDisposableLauncher({ source, ...given })
  const sandbox = createSandbox({ launcher, most })
  const redis = createSandbox({ launcher: await createRedisLauncher(given) })
  return {
    sandbox,
    redis,
    async close() {
      await Promise.all([sandbox.close(), redis.close()])
    },
  }
}

/** A sandbox for one test, closed with it. `missing()` says why it has no Valkey to open. */
export async function openTestSandbox() {
  const root = process.cwd()
  const launcher = await createDisposableLauncher({ source: undefined, env: process.env, root })
  const sandbox = createSandbox({ launcher })
  onTestFinished(() => sandbox.close())
  return sandbox
}
