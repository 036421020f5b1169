export type RoomClock = {
  /** Milliseconds since 1970, as Valkey counts them: the same in every server process, whatever its machine says. */
  now(): number
  /** Valkey said that it was `at` just now. */
  set(at: number): void
}

export function createRoomClock(): RoomClock {
  let offset = Date.now() - performance.now()
  return {
    now: () => Math.round(performance.now() + offset),
    set(at) {
      offset = at - performance.now()
    },
  }
}

/** TIME's own answer in milliseconds. */
export function readTime([seconds, microseconds]: [string | number, string | number]): number {
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000)
}
