import { readFileSync } from 'node:fs'

/** The text of a Lua file of this folder, for example `algorithms/gcra/gcra.lua`. Every script is read here. */
export function readLua(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
}
