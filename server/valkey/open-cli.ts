// What `npm run valkey-cli` runs, and on which Valkey.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '../process/start-error.ts'
import type { ValkeyAddress } from './address.ts'
import { fetchedCopy } from './fetched-copy.ts'
import { cliOnPath } from './find-on-path.ts'
import { installHint } from './install-hint.ts'
import type { CliCommand } from './launch-plan.ts'
import { type RunningWorkbook, runningWorkbooks } from './run-file.ts'

type OpenCliOptions = {
  root: string
  env: NodeJS.ProcessEnv
  /** The Valkey that VALKEY_HOST names: used when no workbook runs. */
  managed: ValkeyAddress | undefined
}

export type OpenCli = { command: CliCommand; close(): void }

/**
 * The valkey-cli command for the Valkey of the running workbook (PORT picks one of several), its password
 * in the environment and never among the arguments. `close()` removes the certificate file it may need.
 * @throws StartError when nothing runs here, or no valkey-cli is to be had
 */
export async function openCli({ root, env, managed }: OpenCliOptions): Promise<OpenCli> {
  const workbook = pick(await runningWorkbooks(root), env.PORT)
  const address = workbook?.address ?? managed
  if (!address) {
    throw new StartError('No workbook is running here. Start one with `npm start`, then try again.')
  }
  const secret = address.password ? passwordIn(address.password) : {}
  if (workbook?.cli) {
    const { cli } = workbook
    return { command: { ...cli, env: { ...cli.env, ...secret } }, close: () => {} }
  }
  const cli = cliOnPath(env.PATH ?? '') ?? (await fetchedCopy(join(root, '.valkey')))?.cli
  if (!cli) throw new StartError(`There is no valkey-cli on PATH. To get one, ${installHint()}.`)
  const { args, close } = connectionArguments(address)
  const command = { ...cli, args: [...cli.args, ...args], env: { ...cli.env, ...secret } }
  return { command, close }
}

/** The one on PORT; without PORT the only one there is, or of several the one on the default port. */
function pick(running: RunningWorkbook[], wanted: string | undefined): RunningWorkbook | undefined {
  const [first, ...others] = running
  if (!first) return undefined
  const on = (port: string) => running.find((one) => `${one.port}` === port)
  const found = wanted ? on(wanted) : others.length === 0 ? first : on('3000')
  if (found) return found
  const ports = running.map(({ port }) => port).join(', ')
  throw new StartError(
    wanted
      ? `No workbook is running on port ${wanted}. Those that run are on: ${ports}.`
      : `Several workbooks are running, on ports ${ports}. Say which: PORT=${first.port} npm run valkey-cli`,
  )
}

// Older versions read the first name, newer ones both.
function passwordIn(password: string): Record<string, string> {
  return { REDISCLI_AUTH: password, VALKEYCLI_AUTH: password }
}

/** https://valkey.io/topics/cli/ */
function connectionArguments({ host, port, username, tls, cluster }: ValkeyAddress) {
  const args = ['-h', host, '-p', `${port}`, ...(username ? ['--user', username] : [])]
  // It then follows a key to the node that has it.
  if (cluster) args.push('-c')
  if (!tls) return { args, close: () => {} }
  args.push('--tls', ...(isIP(host) ? [] : ['--sni', host]))
  if (!tls.ca) return { args, close: () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'valkey-cli-'))
  const file = join(folder, 'ca.pem')
  writeFileSync(file, tls.ca)
  args.push('--cacert', file)
  return { args, close: () => rmSync(folder, { recursive: true, force: true }) }
}
