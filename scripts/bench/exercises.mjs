// How long a learner waits after a save.
import { importTypeScript } from '../import-typescript.mjs'
import { runAsCommand } from '../run-as-command.mjs'
import { root, setup } from '../setup.mjs'
import { readNumbers } from './read-numbers.mjs'

const usage =
  'node scripts/bench/exercises.mjs [rounds (7)] [lesson …]: how long a learner waits after a save; with numbers of lessons only that, and only there.'

await runAsCommand(async ({ log, signal }) => {
  const [rounds = 7, ...only] = readNumbers(process.argv.slice(2), usage)
  await setup({ root, log, signal })
  const { exerciseSpeed } = await importTypeScript('./bench/exercises.ts')
  await exerciseSpeed({ root, log, signal, rounds, only })
})
