// What following requests costs the server.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { install, root } from '../setup.mjs'
import { readNumbers } from './read-numbers.mjs'

const usage =
  'node scripts/bench/inspector-cost.mjs [rounds (15)]: what following requests costs the server.'

await runAsCommand(async ({ log, signal }) => {
  const [rounds = 15] = readNumbers(process.argv.slice(2), usage)
  await install({ root, log, signal })
  const { inspectorCost } = await importTypeScript('./bench/inspector-cost.ts')
  await inspectorCost({ root, log, signal, rounds })
})
