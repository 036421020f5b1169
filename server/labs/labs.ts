// The registry of labs. A lab is an import and an entry; its name is its address, POST /api/labs/<name>.
import { createAlgorithms } from './algorithms/algorithms.ts'
import { createFailure } from './failure/failure.ts'
import type { LabParts, NamedLab } from './lab.ts'
import { createLoad } from './load/load.ts'
import { createLua } from './lua/lua.ts'
import { createRace } from './race/race.ts'
import { createTtl } from './ttl/ttl.ts'
import { createWhyValkey } from './why-valkey/why-valkey.ts'

const factories = {
  race: createRace,
  ttl: createTtl,
  lua: createLua,
  algorithms: createAlgorithms,
  failure: createFailure,
  'why-valkey': createWhyValkey,
  load: createLoad,
}

export const labNames = Object.keys(factories)

export function createLabs(parts: LabParts): NamedLab[] {
  // The routes check options and actions against the lab's own schemas before the lab gets them.
  return Object.entries(factories).map(([name, create]) => ({ name, ...create(parts) }) as NamedLab)
}
