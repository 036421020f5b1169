import { Refusal } from '../http/refusal.ts'

export function notInRoom(): Refusal {
  const detail =
    'This browser has not joined the room, or the room is another one. Open /join/ and enter the code.'
  return new Refusal('Not in the room', detail, 401)
}

/** The scripts' own error words as refusals; everything else stays what it is. */
export function explainRoomError(error: unknown): unknown {
  const [, word, rest = ''] =
    /^(?:ERR )?(ENDED|FULL|UNKNOWN|LOWERED|CLAIMED)\b ?(.*)$/s.exec(
      error instanceof Error ? error.message : '',
    ) ?? []
  if (word === undefined) return error
  return (refusals[word] ?? ended)(rest)
}

const ended = () =>
  new Refusal(
    'The room has ended',
    'The instructor ended this room, and everything in it was deleted. There is no way back into it.',
    410,
  )

const refusals: Record<string, (rest: string) => Refusal> = {
  ENDED: ended,
  FULL: () =>
    new Refusal(
      'The room is full',
      'As many have joined as this room takes. Ask the instructor to start it with a greater --max.',
    ),
  UNKNOWN: () =>
    new Refusal(
      'Nobody of that id',
      'This learner is not in the room, or has left it. Reload the page.',
      404,
    ),
  LOWERED: () =>
    new Refusal(
      'The hand is down',
      'This learner has taken the hand down, or was helped. There is nothing to claim any more.',
    ),
  CLAIMED: (by) =>
    new Refusal('Claimed already', `${by} is on the way to this learner. Choose the next one.`),
}
