// How the tap learns which request a command belongs to: the learner's process writes a mark before it, which the tap
// takes out again. Valkey never sees it, and no code of the learner's knows of it.
import { encodeCommand } from '../../valkey/resp-reply.ts'

const name = '\0request'

export function markOf(request: string): Buffer {
  return encodeCommand([name, request])
}

/** The request that a mark names; undefined for a command. */
export function requestOfMark(words: readonly Buffer[]): string | undefined {
  return words.length === 2 && words[0]?.toString('latin1') === name
    ? words[1]?.toString('latin1')
    : undefined
}
