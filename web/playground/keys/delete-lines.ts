import { quoteArgument } from '../../live/quote-argument.ts'
import { deleteCommand } from './key-commands.ts'

/** The console takes lines of at most 8,192 bytes, and a character takes up to three. */
const mostCharacters = 2500

/** The keyspace's own, as its server names them; `rate:<ip>` is the guide's. */
export function isKeyspaceKey(key: string): boolean {
  return key.startsWith('{lab:')
}

/** As few lines as the console takes that delete all of these keys. */
export function deleteLines(keys: readonly string[]): string[] {
  const lines: string[] = []
  for (const key of keys) {
    const last = lines.at(-1)
    const longer = `${last} ${quoteArgument(key)}`
    if (last === undefined || longer.length > mostCharacters) lines.push(deleteCommand(key))
    else lines[lines.length - 1] = longer
  }
  return lines
}
