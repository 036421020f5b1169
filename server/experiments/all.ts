// Every experiment there is. One line each.
import type { ExperimentParts } from './experiment.ts'
import { createLoad } from './load.ts'
import { createLua } from './lua.ts'
import type { AnyExperiment } from './runs.ts'
import { createWhyValkey } from './why-valkey.ts'

export function createAllExperiments(parts: ExperimentParts): AnyExperiment[] {
  return [createLoad(parts), createLua(parts), createWhyValkey(parts)] as AnyExperiment[]
}
