// From the turns of all servers to one row each. Pure.

/** One turn of one server. Times are microseconds of processor time per request. */
export type Turn = {
  requestsPerSecond: number
  nodeUs: number
  valkeyUs: number
  generatorUs: number
}

/** `lower` to `upper` is the middle half: a quarter of the values lies below it, a quarter above. */
export type Spread = { median: number; min: number; max: number; lower: number; upper: number }

export type Row = {
  name: string
  requestsPerSecond: Spread
  /** Requests per second over those of bare Express in the same round. */
  ofBare: Spread
  nodeUs: Spread
  /** `nodeUs` less that of bare Express in the same round. */
  overBareUs: Spread
  valkeyUs: Spread
  generatorUs: Spread
}

/** `rounds[i]` holds a turn of each server by name, bare Express among them. Ratios are paired within a round. */
export function summarize(rounds: ReadonlyMap<string, Turn>[]): Row[] {
  const names = [...(rounds[0]?.keys() ?? [])]
  return names.map((name) => {
    const over = (value: (turn: Turn, bare: Turn) => number) =>
      spread(rounds.flatMap((round) => pair(round.get(name), round.get('bare'), value)))
    return {
      name,
      requestsPerSecond: over((turn) => turn.requestsPerSecond),
      ofBare: over((turn, bare) => turn.requestsPerSecond / bare.requestsPerSecond),
      nodeUs: over((turn) => turn.nodeUs),
      overBareUs: over((turn, bare) => turn.nodeUs - bare.nodeUs),
      valkeyUs: over((turn) => turn.valkeyUs),
      generatorUs: over((turn) => turn.generatorUs),
    }
  })
}

/** How one server did against another in the same rounds: the spread of its ratios. */
export function ratioOf(rounds: ReadonlyMap<string, Turn>[], one: string, other: string): Spread {
  const ratio = (a: Turn, b: Turn) => a.requestsPerSecond / b.requestsPerSecond
  return spread(rounds.flatMap((round) => pair(round.get(one), round.get(other), ratio)))
}

function pair(a: Turn | undefined, b: Turn | undefined, value: (a: Turn, b: Turn) => number) {
  return a && b ? [value(a, b)] : []
}

/** Throws a RangeError when there is nothing to take the median of. */
export function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1]
  const high = sorted[Math.floor(middle)]
  if (low === undefined || high === undefined) throw new RangeError('no turn was measured')
  const quarter = Math.floor(sorted.length / 4)
  return {
    median: (low + high) / 2,
    min: sorted[0] ?? low,
    max: sorted.at(-1) ?? high,
    lower: sorted[quarter] ?? low,
    upper: sorted[sorted.length - 1 - quarter] ?? high,
  }
}

/** `0.97 (0.95–0.99)`: the median, the least and the most. */
export function inWords({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`
}
