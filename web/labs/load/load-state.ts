// The events of a load run as the data of its figures. Data in, data out.
import { loadSides } from '../../../server/labs/load/bounds.ts'
import type {
  CpuShares,
  LoadEvent,
  LoadOptions,
  LoadSample,
  LoadTotal,
  Machine,
  Side,
} from '../../../server/labs/load/contract.ts'
import { type Spread, spreadOf } from '../../ui/charts/scale.ts'

export type SideView = {
  side: Side
  samples: LoadSample[]
  /** Since the end of this side's first turn. */
  total: LoadTotal | null
  requestsPerSecond: number
  cpu: CpuShares
}

export type LoadView = {
  phase: 'starting' | 'warming up' | 'measuring' | null
  machine: Machine | null
  /** Without the limiter first, as far as there is anything of a side. */
  sides: SideView[]
  /** Requests per second with the limiter over those without, turn by turn. */
  ratio: Spread | null
  /** From 0 to 1. */
  done: number
}

export function viewLoad(data: LoadEvent[], options: LoadOptions): LoadView {
  const view: LoadView = { phase: null, machine: null, sides: [], ratio: null, done: 0 }
  for (const one of data) {
    if (one.kind === 'phase') view.phase = one.phase
    if (one.kind === 'machine') view.machine = one.machine
  }
  view.sides = loadSides.flatMap((side) => {
    const samples = data.filter((one) => one.kind === 'sample' && one.side === side)
    return samples.length === 0 ? [] : [viewSide(side, samples as LoadSample[], data)]
  })
  view.ratio = ratioOf(view.sides)
  const sides = options.sides === 'both' ? 2 : 1
  const measured = view.sides.reduce(
    (sum, { samples }) => sum + (samples.at(-1)?.atSeconds ?? 0),
    0,
  )
  view.done = Math.min(1, measured / (options.seconds * sides))
  return view
}

function viewSide(side: Side, samples: LoadSample[], data: LoadEvent[]): SideView {
  const total = data.findLast((one) => one.kind === 'total' && one.side === side)
  const ms = samples.reduce((sum, sample) => sum + sample.ms, 0)
  const requests = samples.reduce((sum, sample) => sum + sample.requests, 0)
  const share = (of: keyof CpuShares) =>
    samples.reduce((sum, sample) => sum + sample.cpu[of] * sample.ms, 0) / ms
  return {
    side,
    samples,
    total: total?.kind === 'total' ? total : null,
    requestsPerSecond: (requests / ms) * 1000,
    cpu: { node: share('node'), valkey: share('valkey'), generator: share('generator') },
  }
}

/** Paired by turn, so that a machine that slows down slows both of a pair. */
function ratioOf(sides: SideView[]): Spread | null {
  const turnsOf = (side: Side) => sides.find((one) => one.side === side)?.total?.turns ?? []
  const bare = turnsOf('without')
  return spreadOf(
    turnsOf('with').flatMap((speed, i) => {
      const other = bare[i]
      return other === undefined ? [] : [speed / other]
    }),
  )
}
