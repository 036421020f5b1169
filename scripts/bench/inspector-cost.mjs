// node scripts/bench/inspector-cost.mjs [rounds]: what following requests costs the server.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { install, root } from '../setup.mjs'

await runAsCommand(async ({ log, signal }) => {
  await install({ root, log, signal })
  const { inspectorCost } = await importTypeScript('./bench/inspector-cost.ts')
  const rounds = Number(process.argv[2] ?? 15)
  await inspectorCost({ root, log, signal, rounds })
})
