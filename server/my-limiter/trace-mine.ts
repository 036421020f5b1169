import type { TappedCommand, TracedMine } from '../inspector/contract.ts'
import { formatReply } from '../valkey/format-reply.ts'
import type { SeenCommand } from './tap/pass-on.ts'
import type { Followed } from './tap/tap.ts'

/** Times are milliseconds of performance.now(). */
export type Handled = {
  lesson: string
  startedAt: number
  answeredAt: number
  followed: Followed
  failure: string | null
}

const longestWord = 2000
const mostWords = 40
const longestReply = 2000

/** What the learner's process did with a request that arrived at `arrivedAt`, as the page shows it. */
export function traceMine(handled: Handled, arrivedAt: number): TracedMine {
  const { lesson, startedAt, answeredAt, followed, failure } = handled
  return {
    lesson,
    startedMs: startedAt - arrivedAt,
    answeredMs: answeredAt - arrivedAt,
    commands: followed.commands.map((command) => traceCommand(command, arrivedAt)),
    more: followed.more,
    failure,
  }
}

function traceCommand(
  { words, reply, sentAt, answeredAt }: SeenCommand,
  arrivedAt: number,
): TappedCommand {
  return {
    words: words.slice(0, mostWords).map((word) => cut(word.toString('utf8'), longestWord)),
    reply: reply && cut(formatReply(reply), longestReply),
    error: reply?.type === 'error',
    sentMs: sentAt - arrivedAt,
    answeredMs: answeredAt === null ? null : answeredAt - arrivedAt,
  }
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}
