import { resolve } from 'node:path'
import type { Progress } from '../progress/contract.ts'
import { lessonNames, renameCopies } from '../progress/lesson-names.ts'
import type { CheckValkey } from './checks/check-valkey.ts'
import { createChecker } from './checks/checker.ts'
import { createExercises, type Exercises } from './exercises.ts'
import { lessonsWithExercises } from './lessons-with-exercises.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

export type OpenExercises = {
  exercises: Exercises
  workspace: Workspace
  /** Ends what runs, and the Valkey of the checks. */
  close(): Promise<void>
}

/**
 * The exercises of the checkout at `root`. Nothing is started before somebody works on one.
 * @param workspace the learner's folder, absolute or from `root`
 * @param openValkey opens the Valkey that checks run on
 */
export function openExercises({
  root,
  workspace: folder,
  openValkey,
  progress,
  log,
}: {
  root: string
  workspace: string
  openValkey: () => Promise<CheckValkey>
  progress: {
    read(): Promise<{ progress: Progress }>
    add(more: Progress): Promise<unknown>
  }
  log: (line: string) => void
}): OpenExercises {
  renameCopies(resolve(root, folder), lessonNames(root), log)
  const workspace = openWorkspace({ root, folder })
  const checker = createChecker({ root, openValkey })
  const lessons = lessonsWithExercises(root)
  const exercises = createExercises({ root, lessons, workspace, checker, progress, log })
  return { exercises, workspace, close: exercises.close }
}
