const everyMs = 250

export type Pulse = {
  start(): void
  answered(pong: { rssMb: number }): void
  stop(): void
}

/**
 * Pings a process four times a second. Calls `onStuck` or `onTooLarge` once: when it has not answered for `stuckMs`, or
 * has grown beyond `residentMb`. Beats that this process itself was late with do not count.
 */
export function watchPulse({
  stuckMs,
  residentMb,
  ping,
  onStuck,
  onTooLarge,
}: {
  stuckMs: number
  residentMb: number
  ping: (beat: number) => unknown
  onStuck: () => unknown
  onTooLarge: (mb: number) => unknown
}): Pulse {
  let timer: NodeJS.Timeout | undefined
  let beat = 0
  let missed = 0

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    start() {
      timer ??= setInterval(() => {
        missed += 1
        if (missed * everyMs > stuckMs) {
          stop()
          onStuck()
          return
        }
        beat += 1
        ping(beat)
      }, everyMs)
    },
    answered({ rssMb }) {
      missed = 0
      if (rssMb <= residentMb || timer === undefined) return
      stop()
      onTooLarge(rssMb)
    },
    stop,
  }
}
