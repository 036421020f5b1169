// npm run valkey-cli: opens valkey-cli on the Valkey of the running workbook and hands it all arguments.
import { spawn } from 'node:child_process'
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { install, root } from './setup.mjs'

/** @type {Awaited<ReturnType<typeof import('../server/valkey/open-cli.ts').openCli>> | undefined} */
let cli
const opened = await runAsCommand(async ({ log, signal }) => {
  await install({ root, log, signal })
  const { readConfig, readEnvironment } = await importTypeScript('../server/config.ts')
  const { openCli } = await importTypeScript('../server/valkey/open-cli.ts')
  const env = readEnvironment(process.env, root)
  cli = await openCli({ root, env, managed: readConfig(env).valkey })
})

if (opened && cli) {
  const { close } = cli
  const { command, args, onTerminal, env } = cli.command
  const own = process.stdin.isTTY && onTerminal ? onTerminal : args
  const child = spawn(command, [...own, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  // The terminal sends Ctrl-C to valkey-cli as well, and it is for valkey-cli to say what that means.
  process.on('SIGINT', () => {})
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`valkey-cli could not be started (${error.message})\n`)
    process.exitCode = 1
  })
  child.on('close', (code) => {
    close()
    process.exitCode = code ?? 1
  })
}
