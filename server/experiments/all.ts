// Every experiment there is. One line each.
import { createAlgorithms } from './algorithms.ts'
import type { ExperimentParts } from './experiment.ts'
import { createFailure } from './failure.ts'
import { createLoad } from './load.ts'
import { createLua } from './lua.ts'
import { createRace } from './race.ts'
import type { AnyExperiment } from './runs.ts'
import { createTtl } from './ttl.ts'
import { createWhyValkey } from './why-valkey.ts'

export function createAllExperiments(parts: ExperimentParts): AnyExperiment[] {
  const experiments = [
    createRace(parts),
    createLua(parts),
    createAlgorithms(parts),
    createFailure(parts),
    createTtl(parts),
    createWhyValkey(parts),
    createLoad(parts),
  ]
  // Each reads its own options and actions before it sees them (routes.ts).
  return experiments as AnyExperiment[]
}
