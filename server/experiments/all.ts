// Every experiment there is. One line each.
import { createAlgorithms } from './algorithms.ts'
import type { ExperimentParts } from './experiment.ts'
import { createLua } from './lua.ts'
import { createRace } from './race.ts'
import type { AnyExperiment } from './runs.ts'

export function createAllExperiments(parts: ExperimentParts): AnyExperiment[] {
  return [createRace(parts), createLua(parts), createAlgorithms(parts)] as AnyExperiment[]
}
