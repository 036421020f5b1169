// The limiter's scripts, read once: the same files that Valkey runs and the page lists.
import type { Branches } from '../limiter/algorithms/algorithm.ts'
import { readLua } from '../limiter/read-lua.ts'
import type { LineRange, ScriptRun } from './contract.ts'
import { type LinesThatRan, readScript } from './script-lines.ts'

export type LimiterScript = {
  file: string
  /** The lines that ran in one run or several whose branches went so. */
  run(branches: Branches | Branches[], happened: ScriptRun['happened']): ScriptRun
}

const opened = new Map<string, LimiterScript>()

/** @param name the file, from `server/limiter` */
export function openScript(name: string): LimiterScript {
  const before = opened.get(name)
  if (before) return before
  const linesOf = readScript(readLua(name), name)
  const file = `server/limiter/${name}`
  const script: LimiterScript = {
    file,
    run(branches, happened) {
      const { ran, perhaps } = union([branches].flat().map(linesOf))
      return { file, happened, ran: toRanges(ran), perhaps: toRanges(perhaps) }
    },
  }
  opened.set(name, script)
  return script
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
