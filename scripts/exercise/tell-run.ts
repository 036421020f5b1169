// A run of checks as lines of text: what failed in full, what passed as a number.
import type { CheckResult, CheckRun, CodePlace } from '../../server/exercises/contract.ts'
import { cliMessages as text } from './messages.ts'
import { type Paint, wrapText } from './paint.ts'

/** Of a value, in lines: the rest must stay on a screen of 24 rows. */
const longestValue = 7

type Options = {
  paint: Paint
  width: number
  /** How to get the hint of that number. */
  hintBy: (hint: number) => string
}

/** Lines for a terminal of `width` columns; the verdict comes first, so that it is there when the rest is cut off. */
export function tellRun(run: CheckRun, { paint, width, hintBy }: Options): string[] {
  const passed = run.checks.filter(({ state }) => state === 'passed')
  const notRun = run.checks.filter(({ state }) => state === 'not run')
  const failed = run.checks.filter(({ state }) => state !== 'passed' && state !== 'not run')
  const verdict = paint.bold(verdictOf(run))
  const lines = [run.state === 'passed' ? paint.good(verdict) : verdict]
  if (run.message) lines.push('', ...wrapText(run.message, width))
  for (const { message, ...place } of run.problems) {
    if (run.message?.includes(message)) continue
    if (run.state === 'passed' && lines.length === 1) lines.push('', text.typesOnly)
    lines.push(...wrapText(`${at(place)}: ${message}`, width, '    ').map(paint.note))
  }
  lines.push('')
  if (passed.length > 0 && run.state !== 'passed') {
    lines.push(`${paint.good('✓')} ${text.passed(passed.length)}`)
  }
  for (const [index, check] of failed.entries()) {
    const saidBefore = failed.slice(0, index).some(({ message }) => message === check.message)
    const options = { paint, width, hintBy, saidBefore, run }
    lines.push(...tellFailure(check, options))
  }
  if (notRun.length > 0) lines.push(paint.quiet(`○ ${text.notRun(notRun.length)}`))
  if (run.output && run.state !== 'passed') {
    const last = wrapText(run.output.trim(), width - 2).slice(-6)
    lines.push('', paint.quiet(text.console), ...last.map((line) => paint.quiet(`  ${line}`)))
  }
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** The run in one sentence. */
export function verdictOf({ state, checks, tookMs }: CheckRun): string {
  const seconds = (tookMs / 1000).toFixed(1)
  return state === 'passed'
    ? text.verdict.passed(checks.length, seconds)
    : text.verdict[state](seconds)
}

function tellFailure(
  { name, state, message, expected, received, hint, at: place }: CheckResult,
  { paint, width, hintBy, saidBefore, run }: Options & { saidBefore: boolean; run: CheckRun },
): string[] {
  const isTheirs = state === 'wrong' || state === 'stuck'
  const mark = isTheirs ? paint.bad('✗') : paint.note('!')
  const [first = '', ...rest] = wrapText(name, width - 2, '  ')
  const lines = [`${mark} ${paint.bold(first)}`, ...rest.map(paint.bold)]
  const indented = (line: string) => wrapText(`    ${line}`, width, '    ')
  if (message && saidBefore) lines.push(...indented(text.asAbove))
  else if (message && message !== run.message) lines.push(...indented(message))
  if (place && !run.message?.includes(at(place))) lines.push(...indented(at(place)))
  if (expected !== undefined) lines.push(...value(text.expected, expected, width).map(paint.good))
  if (received !== undefined) lines.push(...value(text.received, received, width).map(paint.bad))
  if (hint !== undefined) lines.push(paint.quiet(`    ${text.hintFits(hint, hintBy(hint))}`))
  return lines
}

/** Arrays as the tests print them go over many lines; where they are short, one is enough. */
function value(label: string, said: string, width: number): string[] {
  const oneLine = said.replaceAll(/\n\s*/g, ' ')
  const short = oneLine.replaceAll(/(?<=[[{]) |,? (?=[\]}])/g, '')
  const shown = short.length + 14 <= width ? short : (alike(said) ?? said)
  const lines = wrapText(`    ${label.padEnd(8)}  ${shown}`, width, '              ')
  return lines.length <= longestValue
    ? lines
    : [...lines.slice(0, longestValue - 1), '              …']
}

/** A list of the same text over and over, said once; undefined for any other value. */
function alike(said: string): string | undefined {
  const inner = /^\[\n([\s\S]*)\n\]$/.exec(said)?.[1]
  const [first, ...others] = inner?.split('\n').map((line) => line.trim().replace(/,$/, '')) ?? []
  if (first === undefined || others.length === 0) return undefined
  return others.every((line) => line === first) ? text.times(others.length + 1, first) : undefined
}

function at({ file, line }: CodePlace): string {
  return `${file}, line ${line}`
}
