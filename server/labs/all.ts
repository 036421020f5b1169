// Every lab there is. One line each.
import { createAlgorithms } from './algorithms/algorithms.ts'
import { createFailure } from './failure/failure.ts'
import type { LabParts } from './lab.ts'
import { createLoad } from './load/load.ts'
import { createLua } from './lua/lua.ts'
import { createRace } from './race/race.ts'
import type { AnyLab } from './runs.ts'
import { createTtl } from './ttl/ttl.ts'
import { createWhyValkey } from './why-valkey/why-valkey.ts'

export function createAllLabs(parts: LabParts): AnyLab[] {
  const labs = [
    createRace(parts),
    createLua(parts),
    createAlgorithms(parts),
    createFailure(parts),
    createTtl(parts),
    createWhyValkey(parts),
    createLoad(parts),
  ]
  // Each reads its own options and actions before it sees them (routes.ts).
  return labs as AnyLab[]
}
