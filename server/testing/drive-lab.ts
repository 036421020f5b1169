import { onTestFinished } from 'vitest'
import type { Lab } from '../labs/lab.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'
import { eventually } from './eventually.ts'

/** A sandbox of the test's own; `missing()` says why it is none. Ends with the test. */
export async function openTestSandbox() {
  const root = process.cwd()
  const launcher = await createDisposableLauncher({ source: undefined, env: process.env, root })
  const sandbox = createSandbox({ launcher })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** Runs a lab without HTTP: what it sends, its actions, and its end. Ends with the test. */
export function driveLab<Options, Data, Action>(lab: Lab<Options, Data, Action>, options: Options) {
  const abort = new AbortController()
  const data: Data[] = []
  let listener: ((action: Action) => Promise<unknown>) | undefined
  const ended = lab.run({
    options,
    signal: abort.signal,
    send: (one) => data.push(one),
    onAction(next) {
      listener = next
    },
  })
  ended.catch(() => undefined)
  onTestFinished(async () => {
    abort.abort()
    await ended.catch(() => undefined)
  })
  return {
    data,
    ended,
    stop: () => abort.abort(),
    async act(action: Action) {
      const listen = await eventually(() => listener)
      return listen(action)
    },
  }
}
