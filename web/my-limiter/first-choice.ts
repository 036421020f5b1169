import type { LiveLesson } from '../../server/live-code/contract.ts'

/** Which exercise is offered first: the lesson's own, else the last one that was begun, else the middleware's. */
export function firstChoice(lessons: readonly LiveLesson[], here: string | null): string {
  const own = lessons.find(({ lesson }) => lesson === here)
  const begun = lessons.findLast(({ made }) => made)
  const middleware = lessons.find(({ shape }) => shape === 'middleware')
  return (own ?? begun ?? middleware)?.lesson ?? ''
}
