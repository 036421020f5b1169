// A key that holds what the limiter has not written counts as absent, and is replaced.
import type { Redis } from 'ioredis'
import { createScript } from '../script.ts'

/** Told the key, each time something else in its place has been replaced. */
export type OnReplaced = (key: string) => void

/** True for Valkey's errors about what a key holds: then the script has counted nothing. */
export function isForeign(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error)
  return /^WRONGTYPE|not an integer or out of range|would overflow/.test(message)
}

const dropLua = `-- Deletes a key of another type.
if redis.call('TYPE', KEYS[1]).ok == ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/** Returns what deletes a key whose Valkey type is another one than its algorithm's. */
export function createDropForeign(
  valkey: Redis,
  onReplaced: OnReplaced | undefined,
): (key: string, keyType: string) => Promise<void> {
  const drop = createScript(valkey, dropLua, 'drop-foreign.lua')
  return async function dropForeign(key, keyType) {
    if ((await drop([key], [keyType])) === 1) onReplaced?.(key)
  }
}
