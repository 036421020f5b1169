import type { LiveLesson } from '../../server/my-limiter/contract.ts'
import type { Progress } from '../../server/progress/contract.ts'

/**
 * Which exercise is offered first: that of the lesson one is in, else the one that was passed last, else the last one that
 * was begun, else the middleware's. `passedAt`: when each was passed, by lesson.
 */
export function firstChoice(
  lessons: readonly LiveLesson[],
  { here, passedAt }: { here: string | null; passedAt: ReadonlyMap<string, string> },
): string {
  const own = lessons.find(({ lesson }) => lesson === here)
  const newest = lessons
    .filter(({ lesson, made }) => made && passedAt.has(lesson))
    .toSorted((a, b) => order(passedAt.get(a.lesson), passedAt.get(b.lesson)))
    .at(-1)
  const begun = lessons.findLast(({ made }) => made)
  const middleware = lessons.find(({ shape }) => shape === 'middleware')
  return (own ?? newest ?? begun ?? middleware)?.lesson ?? ''
}

/** When each lesson's exercise was passed, ISO 8601. */
export function passedAt({ lessons }: Progress): ReadonlyMap<string, string> {
  const passed = Object.entries(lessons).flatMap(([lesson, { exercises }]) =>
    exercises.exercise === undefined ? [] : [[lesson, exercises.exercise] as const],
  )
  return new Map(passed)
}

function order(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0
}
