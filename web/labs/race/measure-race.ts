// A race without its drawing, for a lesson's "predict, then run".
import type { RaceEvent, RaceOptions } from '../../../server/labs/race/contract.ts'
import { collectRun } from '../open-run.ts'
import { readRace } from './race-state.ts'

/** How many clients each version admitted; or why there is no number, in a sentence. */
export type MeasuredRace =
  | { admitted: Partial<Record<RaceOptions['versions'][number], number>> }
  | { reason: string }

/** Runs a race once on the server, with the lab's defaults for missing options. Never rejects. */
export async function measureRace(
  options: Partial<RaceOptions>,
  signal: AbortSignal,
): Promise<MeasuredRace> {
  const run = await collectRun<RaceEvent>('race', options, signal)
  if ('reason' in run) return run
  const { results } = readRace(run.events)
  return {
    admitted: Object.fromEntries(
      Object.values(results).map(({ version, admitted }) => [version, admitted]),
    ),
  }
}
