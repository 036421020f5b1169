// A race without its drawing, for a lesson's "predict, then run".
import type { RaceEvent, RaceOptions } from '../../../server/labs/race/contract.ts'
import { openRun } from '../open-run.ts'
import { readRace } from './race-state.ts'

/** How many each way admitted; or why there is no number, in a sentence. */
export type MeasuredRace =
  | { admitted: Partial<Record<RaceOptions['versions'][number], number>> }
  | { reason: string }

/** Runs a race once on the server; what is left out of `options` has the lab's default. Never rejects. */
export async function measureRace(
  options: Partial<RaceOptions>,
  signal: AbortSignal = new AbortController().signal,
): Promise<MeasuredRace> {
  const events: RaceEvent[] = []
  const end = await openRun<RaceEvent>({
    name: 'race',
    options,
    signal,
    onStarted: () => undefined,
    onData: (data) => events.push(...data),
  })
  if (end.is !== 'ended') {
    return { reason: end.is === 'failed' ? end.problem.detail : 'it was stopped' }
  }
  const { results } = readRace(events)
  return {
    admitted: Object.fromEntries(
      Object.values(results).map(({ version, admitted }) => [version, admitted]),
    ),
  }
}
