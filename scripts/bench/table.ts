// The figures as a person reads them.
import type { Goal } from './goals.ts'
import type { KeysRow } from './keys.ts'
import type { Scenario } from './options.ts'
import { inWords, type Row, type Spread } from './summary.ts'
import { targets } from './targets.ts'

const columns = ['requests/s', 'of bare Express', 'Node µs', 'over bare µs', 'Valkey µs']

export function scenarioTitle({ connections, keys, outcome }: Scenario): string {
  const many = (count: number, noun: string) =>
    `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
  const what = outcome === 'pass' ? 'all pass' : 'all blocked'
  return `${many(connections, 'connection')}, ${many(keys, 'key')}, ${what}`
}

/** A table in Markdown, so that it can be put into the README as it is. Times are processor time per request. */
export function scenarioTable(scenario: Scenario, rows: Row[]): string {
  const cells = rows.map((row) => [
    titleOf(row.name),
    Math.round(row.requestsPerSecond.median).toLocaleString('en'),
    inWords(row.ofBare),
    row.nodeUs.median.toFixed(1),
    row.name === 'bare' ? '' : overBare(row.overBareUs),
    row.valkeyUs.median.toFixed(1),
  ])
  return `### ${scenarioTitle(scenario)}\n\n${markdown(['', ...columns], cells)}`
}

/** What had to be reached in a scenario, and whether it was. */
export function goalsTable(goals: Goal[]): string {
  return goals
    .map(({ text, wanted, measured, reached }) => {
      return `${reached ? '✓' : '✗'} ${text}: ${measured}, wanted ${wanted}\n`
    })
    .join('')
}

/** The cost of a decision over the number of counters that exist. */
export function keysTable(rows: KeysRow[]): string {
  const cells = rows.map(({ keys, decisionsPerSecond, valkeyUs }) => [
    keys.toLocaleString('en'),
    Math.round(decisionsPerSecond.median).toLocaleString('en'),
    `${valkeyUs.median.toFixed(2)} (${valkeyUs.min.toFixed(2)}–${valkeyUs.max.toFixed(2)})`,
  ])
  return `### Cost per decision\n\n${markdown(['existing keys', 'decisions/s', 'Valkey µs'], cells)}`
}

export function markdown(head: string[], rows: string[][]): string {
  const all = [head, ...rows]
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)))
  const line = (row: string[]) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head), line(rule), ...rows.map(line), ''].join('\n')
}

function titleOf(name: string): string {
  return targets.find((target) => target.name === name)?.title ?? name
}

/** The median, and the middle half of the rounds. */
function overBare({ median, lower, upper }: Spread): string {
  return `${signed(median)} (${signed(lower)} to ${signed(upper)})`
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
}
