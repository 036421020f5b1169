import { exists, getKeyIndexes } from '@ioredis/commands'

/** The keys that a command names, as far as its form tells: those in a script's own text are not among them. */
export function keysOf([name = '', ...args]: readonly string[]): string[] {
  if (!exists(name, { caseInsensitive: true })) return []
  try {
    return getKeyIndexes(name, args, { nameCaseInsensitive: true }).map((at) => args[at] ?? '')
  } catch {
    // It counts keys by an argument that is no number: Valkey will say so.
    return []
  }
}
