import type { Problem } from '../http/problems.ts'

/** What a room does not do, as an answer for whoever asked. */
export class RoomRefusal extends Error {
  override name = 'RoomRefusal'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The scripts' own error words as refusals; everything else stays what it is. */
export function explainRoomError(error: unknown): unknown {
  const [, word, rest = ''] =
    /^(?:ERR )?(ENDED|FULL|UNKNOWN|LOWERED|CLAIMED)\b ?(.*)$/s.exec(
      error instanceof Error ? error.message : '',
    ) ?? []
  if (word === undefined) return error
  return new RoomRefusal(refusals[word]?.(rest) ?? ended)
}

const ended: Problem = {
  status: 410,
  title: 'The room has ended',
  detail:
    'The instructor ended this room, and everything in it was deleted. There is no way back into it.',
}

const refusals: Record<string, (rest: string) => Problem> = {
  ENDED: () => ended,
  FULL: () => ({
    status: 409,
    title: 'The room is full',
    detail:
      'As many have joined as this room takes. Ask the instructor to start it with a greater --max.',
  }),
  UNKNOWN: () => ({
    status: 404,
    title: 'Nobody of that id',
    detail: 'This learner is not in the room, or has left it. Reload the page.',
  }),
  LOWERED: () => ({
    status: 409,
    title: 'The hand is down',
    detail:
      'This learner has taken the hand down, or was helped. There is nothing to claim any more.',
  }),
  CLAIMED: (by) => ({
    status: 409,
    title: 'Claimed already',
    detail: `${by} is on the way to this learner. Choose the next one.`,
  }),
}
