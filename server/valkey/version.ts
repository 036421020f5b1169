import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Command } from './valkey-source.ts'

const run = promisify(execFile)

/**
 * Asks a valkey-server for its version, which also proves that it runs here.
 * @returns for example "8.1.1"
 * @throws Error in words when it cannot run, or is no Valkey (a Redis, say)
 */
export async function askVersion({ command, args, env }: Command): Promise<string> {
  const { stdout } = await run(command, [...args, '--version'], {
    env: { ...process.env, ...env },
    timeout: 10_000,
  }).catch((cause: unknown) => {
    throw new Error(`it does not run here (${reason(cause)})`, { cause })
  })
  const version = /^Valkey server v=(\S+)/m.exec(stdout)?.[1]
  if (!version) throw new Error(`it is no Valkey: its --version says "${firstLine(stdout)}"`)
  return version
}

/** Orders "8.1.1" and Debian revisions such as "8.1.1+dfsg1-3+deb13u3"; positive when `a` is the newer. */
export function compareVersions(a: string, b: string): number {
  return collator.compare(a, b)
}

// Digits compare as numbers, so 8.1.10 comes after 8.1.9 and deb13u10 after deb13u9.
const collator = new Intl.Collator('en', { numeric: true })

function reason(cause: unknown): string {
  const { code, stderr } = cause as { code?: string | number; stderr?: string }
  return firstLine(stderr ?? '') || (code === undefined ? String(cause) : `${code}`)
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
