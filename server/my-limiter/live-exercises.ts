// Which exercises can answer live requests, and what of the learner's copy is run for that.
import type { LiveLesson } from './contract.ts'

export type LiveExercise = Omit<LiveLesson, 'made'>

export const liveExercises: readonly LiveExercise[] = [
  { lesson: '04-atomic-counter', number: 4, file: 'fixed-window.lua', shape: 'script' },
  { lesson: '05-express-middleware', number: 5, file: 'rate-limit.ts', shape: 'middleware' },
  { lesson: '06-protected-endpoint', number: 6, file: 'app.ts', shape: 'app' },
  { lesson: '08-whose-limit', number: 8, file: 'app.ts', shape: 'app' },
  { lesson: '09-other-algorithms', number: 9, file: 'sliding-window-counter.lua', shape: 'script' },
  { lesson: '10-in-production', number: 10, file: 'rate-limit.ts', shape: 'middleware' },
  { lesson: '12-questions-and-answers', number: 12, file: 'api.ts', shape: 'app' },
]
