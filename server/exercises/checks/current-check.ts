// Checks run side by side in one process. What a check opens, a server or a timer for example, and all that comes of it,
// belongs to that check; and so does what is written to the console meanwhile.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { CheckMessage } from './check-message.ts'
import { learnerPlace } from './learner-place.ts'

const current = new AsyncLocalStorage<string>()

/** Runs the check of that name. */
export function duringCheck<T>(name: string, run: () => T): T {
  return current.run(name, run)
}

/**
 * From now on what this process writes to its console is told with the check it was written for, and whether the learner's
 * code in `folder` wrote it itself. Express for one writes errors too, of which a check may provoke some on purpose.
 */
export function tellWrites({
  folder,
  say,
}: {
  folder: string
  say: (message: CheckMessage) => void
}): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = function write(chunk: Uint8Array | string, ...rest: unknown[]): boolean {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      const own = learnerPlace(new Error().stack ?? '', folder) !== undefined
      // Undefined outside of any check, while files are loaded for example.
      const during = current.getStore()
      say({ is: 'wrote', text, own, ...(during !== undefined && { during }) })
      const done = rest.find((one) => typeof one === 'function')
      if (done) process.nextTick(done as () => void)
      return true
    }
  }
}
