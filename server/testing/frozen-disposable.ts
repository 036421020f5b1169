// A program of sandbox.test.ts: opens a disposable Valkey, freezes it, prints its process id, and waits to be killed.
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'

const launcher = await createDisposableLauncher({
  source: undefined,
  env: process.env,
  root: process.cwd(),
})
const valkey = await createSandbox({ launcher }).open({ signal: new AbortController().signal })
valkey.freeze()
console.log(valkey.pid())
setInterval(() => {}, 1000)
