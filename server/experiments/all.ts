// Every experiment there is. One line each.
import type { ExperimentParts } from './experiment.ts'
import { createLua } from './lua.ts'
import type { AnyExperiment } from './runs.ts'
import { createTtl } from './ttl.ts'

export function createAllExperiments(parts: ExperimentParts): AnyExperiment[] {
  return [createLua(parts), createTtl(parts)] as AnyExperiment[]
}
