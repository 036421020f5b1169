// The limiter's scripts, read once: the same files that Valkey runs and the page lists.
import { readFileSync } from 'node:fs'
import type { AlgorithmName } from '../limiter/algorithms/algorithms.ts'
import type { LineRange, ScriptRun } from './contract.ts'
import { type LinesThatRan, readScript, type Went } from './script-lines.ts'

export type LimiterScript = {
  file: string
  /** The lines that ran in one or several runs that went so. */
  run(went: Went | Went[], happened: ScriptRun['happened']): ScriptRun
}

export const fixedWindow = open('fixed-window.lua')
export const fixedWindowBatch = open('counting/fixed-window-batch.lua')
export const severalPolicies = open('counting/several-policies.lua')

/** What runs for one policy: alone, or among several. */
export const scriptByAlgorithm: Record<AlgorithmName, LimiterScript> = {
  'fixed-window': open('counting/fixed-window-policy.lua'),
  'sliding-window-log': open('algorithms/sliding-window-log.lua'),
  'sliding-window-counter': open('algorithms/sliding-window-counter.lua'),
  'token-bucket': open('algorithms/token-bucket.lua'),
  gcra: open('algorithms/gcra.lua'),
}

function open(name: string): LimiterScript {
  const lua = readFileSync(new URL(`../limiter/${name}`, import.meta.url), 'utf8')
  const linesOf = readScript(lua, name)
  const file = `server/limiter/${name}`
  return {
    file,
    run(went, happened) {
      const { ran, perhaps } = union([went].flat().map(linesOf))
      return { file, happened, ran: toRanges(ran), perhaps: toRanges(perhaps) }
    },
  }
}

function union(runs: LinesThatRan[]): LinesThatRan {
  const collect = (of: (run: LinesThatRan) => number[]) =>
    [...new Set(runs.flatMap(of))].sort((a, b) => a - b)
  const ran = collect((run) => run.ran)
  return { ran, perhaps: collect((run) => run.perhaps).filter((line) => !ran.includes(line)) }
}

function toRanges(lines: readonly number[]): LineRange[] {
  const ranges: LineRange[] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last && last[1] === line - 1) last[1] = line
    else ranges.push([line, line])
  }
  return ranges
}
