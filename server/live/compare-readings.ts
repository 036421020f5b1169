import type { KeyState } from './contract.ts'

/** Two readings of an untouched TTL differ by the time between them, give or take the network. */
const ttlToleranceMs = 300

/** Whether a key was moved by somebody: what was read is not what was `expected` of it at this moment. */
export function hasMoved(expected: KeyState, read: KeyState): boolean {
  if (expected.count !== read.count || expected.problem !== read.problem) return true
  if (expected.ttlMs < 0 || read.ttlMs < 0) return expected.ttlMs !== read.ttlMs
  return Math.abs(expected.ttlMs - read.ttlMs) > ttlToleranceMs
}

/** What a hit does not tell of a key, and a reading does: its type, its memory and what it holds. */
type Held = Pick<KeyState, 'type' | 'memory' | 'holds'>
type MaybeHeld = { [Part in keyof Held]: Held[Part] | undefined }

/** What is read of a key's inside; a part that was not read is left out. */
export function heldOf({ type, memory, holds }: MaybeHeld): Held {
  return {
    ...(type !== undefined && { type }),
    ...(memory !== undefined && { memory }),
    ...(holds && { holds }),
  }
}

export function holdsTheSame(one: Held, other: Held): boolean {
  return (
    one.type === other.type &&
    one.memory === other.memory &&
    JSON.stringify(one.holds) === JSON.stringify(other.holds)
  )
}
