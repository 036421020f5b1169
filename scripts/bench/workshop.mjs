// `npm run bench:workshop`: a room of simulated learners, measured. This file runs before anything is installed.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { root, setup } from '../setup.mjs'

await runAsCommand(async ({ log, signal }) => {
  await setup({ root, log, signal })
  const { benchWorkshop } = await importTypeScript('./bench/workshop.ts')
  await benchWorkshop({ root, log, signal, args: process.argv.slice(2) })
})
