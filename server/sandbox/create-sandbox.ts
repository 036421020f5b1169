import { setMaxListeners } from 'node:events'
import { Refusal } from '../http/refusal.ts'
import { type DisposableLauncher, openDisposable } from './disposable.ts'
import type { DisposableValkey, Sandbox } from './sandbox.ts'

type SandboxOptions = {
  /** Starts and connects the servers; undefined fields of it say what is missing. */
  launcher: DisposableLauncher
  /** So many disposable servers at once. Each may take up to 256 MB. */
  most?: number
}

/** Hands out disposable Valkeys, a bounded number at once. Whoever opens it closes it, which ends all of them. */
export function createSandbox({
  launcher,
  most = 6,
}: SandboxOptions): Sandbox & { close(): Promise<void> } {
  const running = new Set<Promise<DisposableValkey>>()
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)

  return {
    missing: () => launcher.missing,
    async open({ signal, maxMemoryMb = 16, ioThreads = 1 }) {
      if (launcher.missing !== undefined)
        throw new Refusal('No disposable Valkey here', launcher.missing, 503)
      if (closing.signal.aborted) {
        throw new Refusal('Closing', 'The workbook is being stopped. Start it again.', 503)
      }
      if (running.size >= most) {
        throw new Refusal(
          'Too many at once',
          `${most} disposable Valkeys run already, which is as many as one workbook starts. Stop a lab in another tab, or try again in a moment.`,
          503,
        )
      }
      signal.throwIfAborted()
      const both = AbortSignal.any([signal, closing.signal])
      const opening = openDisposable({
        launcher,
        bounds: { maxMemoryMb, ioThreads },
        signal: both,
        onStopped: () => running.delete(opening),
      })
      running.add(opening)
      opening.catch(() => running.delete(opening))
      return await opening
    },
    async close() {
      closing.abort()
      const opened = await Promise.allSettled(running)
      await Promise.all(
        opened.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)),
      )
    },
  }
}
