// Every experiment there is. One line each.
import type { ExperimentParts } from './experiment.ts'
import { createLua } from './lua.ts'
import type { AnyExperiment } from './runs.ts'

export function createAllExperiments(parts: ExperimentParts): AnyExperiment[] {
  return [createLua(parts)] as AnyExperiment[]
}
