import { consoleCommands, infoSections } from './commands.ts'
import type { ConsoleCommand, KeyPlaces } from './contract.ts'

export type Checked =
  | { is: 'allowed'; keys: Buffer[] }
  /** No command of the console: whether Valkey knows it is for Valkey to say. `words` are its first one or two, in capitals. */
  | { is: 'not here'; words: string[] }
  | { is: 'refused'; why: string }

/**
 * May this be sent to Valkey? Yes for a command of the console whose keys all begin with one of `prefixes`. Too few
 * or wrong arguments are left to Valkey, which has words of its own for them.
 */
export function checkCommand(args: readonly Buffer[], prefixes: readonly string[]): Checked {
  const words = args.slice(0, 2).map((arg) => arg.toString('latin1').toUpperCase())
  const command = consoleCommands.get(words.join(' ')) ?? consoleCommands.get(words[0] ?? '')
  if (!command) return { is: 'not here', words }
  const keys = command.keys ? keysOf(args, command.keys) : []
  const outside = keys.find((key) => !prefixes.some((prefix) => startsWith(key, prefix)))
  if (outside) return { is: 'refused', why: outsideTheKeyspace(outside, prefixes) }
  const why = tooMuch(command, args)
  return why === undefined ? { is: 'allowed', keys } : { is: 'refused', why }
}

function keysOf(args: readonly Buffer[], { first, last, step }: KeyPlaces): Buffer[] {
  const end = last < 0 ? args.length + last : last
  return args.filter((_, at) => at >= first && at <= end && (at - first) % step === 0)
}

/** By bytes: what is no UTF-8 must not be read as something else. */
function startsWith(key: Buffer, prefix: string): boolean {
  const bytes = Buffer.from(prefix)
  return key.subarray(0, bytes.length).equals(bytes)
}

function outsideTheKeyspace(key: Buffer, prefixes: readonly string[]): string {
  const shown = JSON.stringify(key.subarray(0, 60).toString())
  return `The key ${shown} is outside this keyspace, whose keys begin with ${prefixes.map((prefix) => JSON.stringify(prefix)).join(' or ')}. In a terminal, npm run valkey-cli reaches every key.`
}

function tooMuch({ name, syntax }: ConsoleCommand, args: readonly Buffer[]): string | undefined {
  if (name === 'INFO') {
    const other = args.slice(1).find((arg) => !infoSections.includes(arg.toString().toLowerCase()))
    if (args.length > 1 && !other) return undefined
    const what = other
      ? `The section ${JSON.stringify(other.subarray(0, 40).toString())}`
      : 'All of INFO'
    return `${what} is not shown here, since it tells about more than this keyspace. These sections are: ${infoSections.join(', ')}.`
  }
  if (name.startsWith('COMMAND ') && args.length < 3) {
    return `Say about which command: ${syntax}. All of them at once are more than anybody reads.`
  }
  return undefined
}
