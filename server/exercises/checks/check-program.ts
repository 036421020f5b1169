// The process that runs a lesson's checks on the learner's files, once. It is started ahead of time and loads all but
// those files; then it waits for the order. What they do to it, they do to nobody else.
import { readdirSync, writeSync } from 'node:fs'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { CheckMessage, CheckOrder, CheckProcessSettings } from './check-message.ts'

const settings: CheckProcessSettings = JSON.parse(process.argv[2] ?? '{}')
const { lesson, folder, checkout, blockedMs, maxMemoryMb } = settings
const lessons = `${checkout}lessons/`
const vitest = new URL('./vitest-here.ts', import.meta.url).href

const say = (message: CheckMessage) => writeSync(3, `${JSON.stringify(message)}\n`)

// Whoever started it is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
const turns = watch()
register('./subject-hooks.mjs', import.meta.url, { data: { lessons, folder, checkout, vitest } })

const { runChecks } = await import('./run-checks.ts')
const { tellWrites } = await import('./tell-writes.ts')
// Node loads fetch when it is first called.
await Promise.all([
  fetch('data:,'),
  import('express'),
  import('ioredis'),
  ...ownFiles().map((file) => import(file)),
])
process.once('message', async ({ run }: CheckOrder) => {
  Atomics.store(turns, 0, 1)
  setInterval(() => Atomics.add(turns, 0, 1), 50).unref()
  // Their code may be far below in what they call.
  Error.stackTraceLimit = 30
  tellWrites({ folder: fileURLToPath(folder).replace(/[\\/]$/, ''), say })
  await runChecks({ test: `${lessons}${lesson}/lesson.test.ts`, valkey: run.valkey, say })
  say({ is: 'done' })
  process.kill(process.pid, 'SIGKILL')
})
say({ is: 'ready' })

function watch(): Int32Array {
  const turns = new Int32Array(new SharedArrayBuffer(4))
  const watchdog = new Worker(new URL('./watchdog.mjs', import.meta.url), {
    workerData: { turns, blockedMs, maxMemoryMb, folder },
    // Not tsx: it is plain JavaScript, and starts at once.
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  watchdog.unref()
  return turns
}

/** What the lesson's tests use besides the learner's files: checks.ts and what stands beside it. */
function ownFiles(): string[] {
  const names = readdirSync(new URL(`${lessons}${lesson}/`))
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${lessons}${lesson}/${name}`)
}
