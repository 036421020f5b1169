// node scripts/bench/exercises.mjs [rounds] [lesson …]: how long a learner waits after a save; with numbers of lessons only
// that, and only there.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { root, setup } from '../setup.mjs'

await runAsCommand(async ({ log, signal }) => {
  await setup({ root, log, signal })
  const { exerciseSpeed } = await importTypeScript('./bench/exercises.ts')
  const [rounds = 7, ...only] = process.argv.slice(2).map(Number)
  await exerciseSpeed({ root, log, signal, rounds, only })
})
