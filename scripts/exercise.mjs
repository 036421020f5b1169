// npm run exercise: the exercises on the command line, in scripts/exercise/.
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { install, root } from './setup.mjs'

const args = process.argv.slice(2)

await runAsCommand(async ({ log, signal }) => {
  await install({ root, log, signal })
  if (args.includes('--help') || args.includes('-h')) {
    const { cliMessages } = await importTypeScript('./exercise/messages.ts')
    process.stdout.write(cliMessages.help)
    return
  }
  const { runExercise } = await importTypeScript('./exercise/main.ts')
  process.exitCode = await runExercise({ root, args, log, signal })
})
// A check that was stopped may still hold something open.
process.exit()
