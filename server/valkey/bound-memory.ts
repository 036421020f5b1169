import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { BinarySource, Command } from './valkey-source.ts'

/** The program that bounds another one's memory, where this machine has it: Linux. */
export function findPrlimit(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'prlimit'))
    .find((file) => existsSync(file))
}

/** Whether a process may be given so much: not where the system allows it less anyway. */
export function canBound(prlimit: string, addressSpaceMb: number): boolean {
  return spawnSync(prlimit, [...limits(addressSpaceMb), 'true']).status === 0
}

/**
 * The same server with a bound on the memory that it may ask the system for, whatever its `maxmemory` says. No core files
 * either: a script that crashes the server would leave one of its size.
 */
export function boundMemory(
  prlimit: string,
  source: BinarySource,
  addressSpaceMb: number,
): BinarySource {
  const { command, args, env } = source.server
  const server: Command = {
    command: prlimit,
    args: [...limits(addressSpaceMb), command, ...args],
    ...(env && { env }),
  }
  return { ...source, server }
}

function limits(addressSpaceMb: number): string[] {
  return [`--as=${addressSpaceMb * 1024 ** 2}`, '--core=0']
}
