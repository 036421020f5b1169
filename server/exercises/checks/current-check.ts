// Checks run side by side in one process. What a check opens, a server or a timer for example, and all that comes of it,
// belongs to that check.
import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

/** Runs the check of that name. */
export function duringCheck<T>(name: string, run: () => T): T {
  return current.run(name, run)
}

/** The name of the check that the code runs for right now; undefined outside of any, while files are loaded for example. */
export function currentCheck(): string | undefined {
  return current.getStore()
}
