// What the word at the end of a line may become.
import type { ConsoleCommand } from '../../server/console/contract.ts'

export type Known = { commands: readonly ConsoleCommand[]; keys: readonly string[] }

/** The line up to the word being typed, and what that word may become; nothing where it is all of it already. */
export type Completions = { before: string; candidates: string[] }

/**
 * Completes the last word of `line`: the command, a key where one stands, or a word of its syntax. Like valkey-cli it
 * knows nothing of quotes: a quoted word is left alone.
 */
export function complete(line: string, { commands, keys }: Known): Completions {
  const start = line.search(/\S*$/)
  const before = line.slice(0, start)
  const word = line.slice(start)
  const words = before.split(/\s+/).filter(Boolean)
  const none = { before, candidates: [] }
  if (/["']/.test(line) || (word === '' && words.length === 0)) return none
  const wanted = word.toUpperCase()
  const found = candidatesAt(words, { commands, keys })
    .filter((each) =>
      keys.includes(each) ? each.startsWith(word) : each.toUpperCase().startsWith(wanted),
    )
    .filter((each) => each !== word)
  return { before, candidates: [...new Set(found)] }
}

function candidatesAt(words: string[], { commands, keys }: Known): string[] {
  const typed = words.map((word) => word.toUpperCase())
  const [first] = typed
  if (first === undefined)
    return [...commands.map(({ name }) => name.split(' ')[0] ?? ''), 'HELP', 'CLEAR']
  if (first === 'HELP') return commands.map(({ name }) => name.split(' ')[words.length - 1] ?? '')
  const subcommands = commands.filter(({ name }) => name.startsWith(`${first} `))
  if (words.length === 1 && subcommands.length > 0) {
    return subcommands.map(({ name }) => name.split(' ')[1] ?? '')
  }
  const command = commandIn(words.join(' '), commands)
  if (!command) return []
  const place = words.length
  const { first: from, last, step } = command.keys ?? { first: 0, last: 0, step: 1 }
  const isKey =
    command.keys && place >= from && (last < 0 || place <= last) && (place - from) % step === 0
  if (isKey) return keys.filter((key) => !/[\s"'\\]/.test(key))
  return [...(command.words ?? []), ...syntaxWords(command).filter((each) => !typed.includes(each))]
}

/** The command that a line begins with, for the line of help under the prompt. */
export function commandIn(
  line: string,
  commands: readonly ConsoleCommand[],
): ConsoleCommand | undefined {
  const [first = '', second = ''] = line.trim().toUpperCase().split(/\s+/)
  return (
    commands.find(({ name }) => name === `${first} ${second}`) ??
    commands.find(({ name }) => name === first)
  )
}

function syntaxWords({ name, syntax }: ConsoleCommand): string[] {
  return syntax.slice(name.length).match(/\b[A-Z]{2,}\b/g) ?? []
}
