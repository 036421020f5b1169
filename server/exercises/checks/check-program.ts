// The process that runs a lesson's checks on the learner's files, once. It is started ahead of time and loads all but
// those files; then it waits for the order. What they do to it, they do to nobody else.
import { readdirSync, writeSync } from 'node:fs'
import { register } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
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
const watchdog = startWatchdog()
register('./subject-hooks.mjs', import.meta.url, { data: { lessons, folder, checkout, vitest } })

const { runChecks } = await import('./run-checks.ts')
const { tellWrites } = await import('./current-check.ts')
// Node loads fetch when it is first called.
await Promise.all([
  fetch('data:,'),
  import('express'),
  import('ioredis'),
  ...ownFiles().map((file) => import(file)),
])
process.once('message', async ({ run, valkey }: CheckOrder) => {
  watchdog.begin(valkey)
  // Their code may be far below in what they call.
  Error.stackTraceLimit = 30
  tellWrites({ folder: fileURLToPath(folder).replace(/[\\/]$/, ''), say })
  await runChecks({ run, lesson, lessons, valkey, machine: watchdog.machine, say })
  say({ is: 'done' })
  process.kill(process.pid, 'SIGKILL')
})
say({ is: 'ready' })

/** `machine` tells for how long the machine had no time for this process or for the Valkey since `begin`. */
function startWatchdog() {
  const shared = new Int32Array(new SharedArrayBuffer(12))
  const worker = new Worker(new URL('./watchdog.mjs', import.meta.url), {
    workerData: { shared, blockedMs, maxMemoryMb, folder },
    // Not tsx: it is plain JavaScript, and starts at once.
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  worker.unref()
  return {
    begin({ host, port, tls }: CheckOrder['valkey']): void {
      worker.postMessage({ host, port, tls: tls !== false })
      Atomics.store(shared, 0, 1)
      setInterval(() => Atomics.add(shared, 0, 1), 50).unref()
    },
    machine: {
      lateMs: () => Atomics.load(shared, 1),
      async measured() {
        const before = Atomics.load(shared, 2)
        while (Atomics.load(shared, 2) === before) await wait(10)
      },
    },
  }
}

/** What the lesson's tests use besides the learner's files: checks.ts and what stands beside it. */
function ownFiles(): string[] {
  const names = readdirSync(new URL(`${lessons}${lesson}/`))
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${lessons}${lesson}/${name}`)
}
