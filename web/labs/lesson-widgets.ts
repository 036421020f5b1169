// The parts of labs that a lesson may use, by their tag.
import { PredictBoundary } from './algorithms/PredictBoundary.tsx'
import { Lab } from './Lab.tsx'
import { PredictRace } from './race/PredictRace.tsx'
import { WatchValkey } from './why-valkey/WatchValkey.tsx'

export const labWidgets = { Lab, PredictBoundary, PredictRace, WatchValkey }
