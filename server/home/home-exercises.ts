import { createOpenCheckValkey } from '../exercises/checks/check-valkey.ts'
import { openExerciseRoutes } from '../exercises/exercise-routes.ts'
import { type OpenExercises, openExercises } from '../exercises/exercises.ts'
import type { ProgressStore } from '../progress/progress-routes.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import type { ValkeyAddress } from '../valkey/address.ts'
import { createAskAsUser } from '../valkey/ask-as-user.ts'
import type { DisposableLauncher } from '../valkey/disposable-launcher.ts'

/**
 * The exercises on a learner's own machine. Their checks run on a Valkey that `launcher` starts when the first is checked;
 * where it can start none, on the one at `shared`.
 */
export function openHomeExercises({
  launcher,
  shared,
  ...given
}: {
  root: string
  workspace: string
  launcher: DisposableLauncher
  shared: ValkeyAddress
  progress: ProgressStore
  log: (line: string) => void
}): ReturnType<typeof openExerciseRoutes> & Pick<OpenExercises, 'exercises'> {
  // Of its own, so that keyspaces cannot use up what exercises need.
  const sandbox = createSandbox({ launcher, most: 1 })
  const ask = createAskAsUser(shared)
  const { username = 'default', password = '' } = shared
  const opened = openExercises({
    ...given,
    openValkey: createOpenCheckValkey({
      sandbox,
      shared: { address: shared, ask: (args) => ask({ username, password }, args) },
    }),
  })
  const routes = openExerciseRoutes({
    ...opened,
    async close() {
      await opened.close()
      await sandbox.close()
    },
  })
  return { ...routes, exercises: opened.exercises }
}
