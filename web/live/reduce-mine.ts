import type { MyLimiter, MyLimiterEvent } from '../../server/my-limiter/contract.ts'

const keptLines = 200

/** What is known of the learner's own limiter, after this event. */
export function reduceMine(
  before: MyLimiter,
  { lines = [], ...changed }: MyLimiterEvent,
): MyLimiter {
  const console = [...before.console, ...lines].slice(-keptLines)
  return { ...before, ...changed, console: lines.length > 0 ? console : before.console }
}

/** The lesson whose exercise answers in place of the workbook's limiter; null when none does. */
export function mineAnswers(mine: MyLimiter | null): string | null {
  return mine === null || mine.state.is === 'off' ? null : mine.state.lesson
}
