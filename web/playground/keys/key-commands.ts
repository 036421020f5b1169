// What can be done with a key, each as the line that the console would take.
import { algorithms } from '../../../server/limiter/algorithms/algorithms.ts'
import type { KeyState } from '../../../server/live/contract.ts'
import { quoteArgument } from '../../live/quote-argument.ts'

type HeldKey = Pick<KeyState, 'key' | 'type' | 'algorithm'>

/** Reads what the key holds, in the way its type is read, which is its algorithm's until Valkey says otherwise; of a long log its newest twenty. */
export function lookCommand({
  key,
  algorithm,
  type = algorithms[algorithm].keyType,
}: HeldKey): string {
  const name = quoteArgument(key)
  if (type === 'zset') return `ZRANGE ${name} -20 -1 WITHSCORES`
  if (type === 'hash') return `HGETALL ${name}`
  return `${type === 'string' ? 'GET' : 'TYPE'} ${name}`
}

export function expireCommand(key: string, seconds: number): string {
  return `EXPIRE ${quoteArgument(key)} ${seconds}`
}

/** In a millisecond: EXPIRE 0 would be a DEL, which is not what happens at the end of a window. */
export function expireNowCommand(key: string): string {
  return `PEXPIRE ${quoteArgument(key)} 1`
}

export function persistCommand(key: string): string {
  return `PERSIST ${quoteArgument(key)}`
}

export function deleteCommand(key: string): string {
  return `DEL ${quoteArgument(key)}`
}

const longest = 31_536_000

/** Whole seconds from 1 to a year, as typed; null for anything else. */
export function readSeconds(typed: string): number | null {
  const seconds = /^\d{1,8}$/.test(typed.trim()) ? Number(typed) : 0
  return seconds >= 1 && seconds <= longest ? seconds : null
}
