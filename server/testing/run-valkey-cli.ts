import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ValkeyAddress } from '../valkey/address.ts'
import { fetchedCopy } from '../valkey/fetched-copy.ts'
import { cliOnPath } from '../valkey/find-on-path.ts'

/**
 * The real valkey-cli in a conversation with this Valkey: `lines` on its stdin, and what it prints as it would in a
 * terminal. Undefined where there is no valkey-cli.
 */
export async function findValkeyCli(): Promise<
  ((address: ValkeyAddress, lines: string[]) => Promise<string>) | undefined
> {
  const copy = await fetchedCopy(join(process.cwd(), '.valkey'))
  const cli = cliOnPath(process.env.PATH ?? '') ?? copy?.cli
  if (!cli) return undefined
  return async function runValkeyCli({ host, port, password }, lines) {
    const child = spawn(cli.command, [...cli.args, '-h', host, '-p', String(port), '--no-raw'], {
      env: { ...process.env, ...cli.env, REDISCLI_AUTH: password ?? '' },
    })
    child.stdin.end(`${lines.join('\n')}\n`)
    return text(child.stdout)
  }
}
