// The parts of labs that a lesson may use, by their tag. Where a part throws, the text around it stays.
import { guarded } from '../ui/ErrorBoundary.tsx'
import { PredictBoundary } from './algorithms/PredictBoundary.tsx'
import { Lab } from './Lab.tsx'
import { PredictRace } from './race/PredictRace.tsx'
import { WatchValkey } from './why-valkey/WatchValkey.tsx'

export const labWidgets = {
  Lab: guarded(Lab),
  PredictBoundary: guarded(PredictBoundary),
  PredictRace: guarded(PredictRace),
  WatchValkey: guarded(WatchValkey),
}
