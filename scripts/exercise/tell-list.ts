import type { ExerciseSummary } from '../../server/exercises/contract.ts'
import { cliMessages as text } from './messages.ts'
import type { Paint } from './paint.ts'

/** All exercises, a line each, and which one comes next. `here` is marked. */
export function tellList(
  all: ExerciseSummary[],
  { paint, next, here }: { paint: Paint; next: (number: number) => string; here?: string },
): string[] {
  const solved = all.filter((one) => one.solved).length
  const open = all.find((one) => !one.solved)
  return [
    paint.bold(text.listTitle(solved, all.length)),
    '',
    ...all.map((one) => {
      const mark = one.solved ? paint.good('✓') : one.made ? paint.note('●') : ' '
      const state = one.solved ? text.state.solved : one.made ? text.state.begun : text.state.open
      const cursor = one.lesson === here ? '›' : ' '
      return `${cursor} ${mark} ${String(one.number).padStart(2)}  ${one.title.padEnd(36)} ${paint.quiet(state)}`.trimEnd()
    }),
    '',
    open ? next(open.number) : text.allSolved,
  ]
}
