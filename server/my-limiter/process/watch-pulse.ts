const everyMs = 250

export type Pulse = {
  start(): void
  heard(answer: { rssMb: number }): void
  stop(): void
}

/**
 * Asks a process four times a second whether it is still there. Tells once when it has not answered for `stuckMs`, or
 * has grown beyond `residentMb`. Beats that this process itself was late with do not count.
 */
export function watchPulse({
  stuckMs,
  residentMb,
  ask,
  onStuck,
  onTooLarge,
}: {
  stuckMs: number
  residentMb: number
  ask: (beat: number) => unknown
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
        ask(beat)
      }, everyMs)
    },
    heard({ rssMb }) {
      missed = 0
      if (rssMb <= residentMb || timer === undefined) return
      stop()
      onTooLarge(rssMb)
    },
    stop,
  }
}
