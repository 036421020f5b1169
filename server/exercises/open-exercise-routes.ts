import type { RequestHandler } from 'express'
import { createExerciseStreams } from './exercise-events.ts'
import { createExerciseRoutes } from './exercise-routes.ts'
import type { OpenExercises } from './open-exercises.ts'

/** The routes of exercises that are open; closing ends the streams, and then the exercises. */
export function openExerciseRoutes({ exercises, workspace, close }: OpenExercises): {
  /** For /api/exercises. */
  router: RequestHandler
  close(): Promise<void>
} {
  const streams = createExerciseStreams()
  return {
    router: createExerciseRoutes({ exercises, streams, workspace }),
    async close() {
      streams.close()
      await close()
    },
  }
}
