// What the limiter has to reach, held against what was measured. A goal whose servers were not measured is left out.
import type { Scenario } from './options.ts'
import { inWords, ratioOf, type Spread, summarize, type Turn } from './summary.ts'

export type Measured = { scenario: Scenario; rounds: Map<string, Turn>[] }
export type Goal = { text: string; wanted: string; measured: string; reached: boolean }

export function goals({ scenario, rounds }: Measured): Goal[] {
  const first = rounds[0]
  if (!first) return []
  const rows = summarize(rounds)
  const found: Goal[] = []
  const atLeast = (text: string, least: number, one: string, other: string) => {
    if (!first.has(one) || !first.has(other)) return
    found.push(compare(text, least, ratioOf(rounds, one, other)))
  }

  const { connections, outcome } = scenario
  if (outcome === 'blocked') {
    atLeast('rateLimit() over bare Express with the same 429', 0.9, 'ours', 'bare')
    atLeast('with the deny cache, over the same', 1, 'ours-deny-cache', 'bare')
  } else if (connections >= 100) {
    atLeast('rateLimit() over bare Express', 0.95, 'ours', 'bare')
    const libraries = rows.filter(({ name }) => ['express-rate-limit', 'flexible'].includes(name))
    const better = libraries.toSorted((a, b) => b.ofBare.median - a.ofBare.median)[0]
    if (better) atLeast(`rateLimit() over ${better.name}`, 1.2, 'ours', better.name)
    const over = rows.find(({ name }) => name === 'ours')?.overBareUs
    if (over) {
      const measured = `${over.median.toFixed(1)} µs (half of the rounds ${over.lower.toFixed(1)} to ${over.upper.toFixed(1)})`
      const reached = over.median <= 10
      found.push({ text: 'processor time over bare', wanted: '≤ 10 µs', measured, reached })
    }
  } else {
    atLeast('rateLimit() over plain EVALSHA', 0.97, 'ours', 'evalsha')
  }
  return found
}

function compare(text: string, least: number, measured: Spread): Goal {
  const reached = measured.median >= least
  return { text, wanted: `≥ ${least}`, measured: inWords(measured), reached }
}
