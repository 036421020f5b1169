// Vitest's global set-up: one Valkey for the whole run. A test takes its address with `inject('valkey')`.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import type { ValkeyAddress } from '../valkey/address.ts'
import type { Docker } from './test-docker.ts'
import { startTestValkey } from './test-valkey.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's Valkey. It is shared: every test uses a key prefix of its own. */
    valkey: ValkeyAddress
    /** Whether containers can be started here, and why not. */
    docker: Docker
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
  const { valkey, docker } = await startTestValkey({
    env: process.env,
    root,
    log: (line) => process.stderr.write(`${line}\n`),
  })
  project.provide('valkey', valkey.address)
  project.provide('docker', docker)
  const forget = onInterrupt(() => valkey.stop())
  return async () => {
    forget()
    await valkey.stop()
  }
}

/**
 * A signal ends Vitest a millisecond later, without its tear-down, and a container would stay. So its listeners give
 * way to one that stops the Valkey first; what Vitest tidies in the terminal, it also does on `exit`.
 */
function onInterrupt(stop: () => Promise<void>): () => void {
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM']
  const end = (_: NodeJS.Signals, number: number) => {
    stop().finally(() => process.exit(128 + number))
  }
  for (const signal of signals) process.removeAllListeners(signal).on(signal, end)
  return () => {
    for (const signal of signals) process.off(signal, end)
  }
}
