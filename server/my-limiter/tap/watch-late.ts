import type { SeenCommand } from './pass-on.ts'

export type LateWatch = {
  sent(seen: SeenCommand): void
  answered(seen: SeenCommand): void
}

/**
 * Tells of each command that has had no reply for `afterMs`, also when its connection has ended meanwhile: Valkey may be
 * busy with it all the same.
 */
export function watchLate({
  afterMs,
  onLate,
}: {
  afterMs: number
  onLate: (seen: SeenCommand) => void
}): LateWatch {
  const timers = new Map<SeenCommand, NodeJS.Timeout>()
  return {
    sent(seen) {
      const late = () => {
        timers.delete(seen)
        onLate(seen)
      }
      timers.set(seen, setTimeout(late, afterMs).unref())
    },
    answered(seen) {
      clearTimeout(timers.get(seen))
      timers.delete(seen)
    },
  }
}
