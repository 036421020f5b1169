// `npm run bench`: the limiter and its peers, measured side by side. This file runs before anything is installed.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { install, root } from '../setup.mjs'

await runAsCommand(async ({ log, signal }) => {
  await install({ root, log, signal })
  const { bench } = await importTypeScript('./bench/bench.ts')
  await bench({ root, log, signal, args: process.argv.slice(2) })
})
