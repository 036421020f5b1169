// The page's questions about one exercise to the workbook's server. What it may answer is a value, never an exception.
import type {
  CheckAccepted,
  ExerciseDetail,
  ExerciseFile,
  ResetDone,
  SavedFile,
  SaveFile,
  Solution,
} from '../../server/exercises/contract.ts'
import { ask, type Reply } from '../core/ask.ts'

/** The file is not what the edit was based on: as it is on disk now. */
type Conflict = { is: 'conflict'; current: ExerciseFile }

export type ExerciseServer = {
  detail(): Promise<Reply<ExerciseDetail>>
  start(): Promise<Reply<ExerciseDetail>>
  save(name: string, file: SaveFile): Promise<Reply<SavedFile> | Conflict>
  check(): Promise<Reply<CheckAccepted>>
  reset(): Promise<Reply<ResetDone>>
  solution(): Promise<Reply<Solution>>
}

/** @param lesson the lesson's folder, "04-atomic-counter" */
export function createExerciseServer(lesson: string): ExerciseServer {
  const path = `/api/exercises/${encodeURIComponent(lesson)}`
  return {
    detail: () => ask(path),
    start: () => ask(`${path}/start`, { body: {} }),
    async save(name, body) {
      const file = `${path}/files/${encodeURIComponent(name)}`
      const reply = await ask<SavedFile>(file, { method: 'PUT', body })
      if (reply.is !== 'refused' || reply.status !== 409) return reply
      const current = (reply.body as { current?: ExerciseFile } | null)?.current
      return current ? { is: 'conflict', current } : reply
    },
    check: () => ask(`${path}/check`, { body: {} }),
    reset: () => ask(`${path}/reset`, { body: { confirm: true } }),
    solution: () => ask(`${path}/solution`),
  }
}
