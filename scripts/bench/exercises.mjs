// node scripts/bench/exercises.mjs [rounds]: how long a learner waits after a save.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { root, setup } from '../setup.mjs'

await runAsCommand(async ({ log, signal }) => {
  await setup({ root, log, signal })
  const { exerciseSpeed } = await importTypeScript('./bench/exercises.ts')
  const rounds = Number(process.argv[2] ?? 7)
  await exerciseSpeed({ root, log, signal, rounds })
})
