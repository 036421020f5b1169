import { setTimeout as wait } from 'node:timers/promises'

/** Calls `check` until it gives something truthy and returns that; throws with the last answer after `withinMs`. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs = 5000, everyMs = 20 } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs
  let last: T | undefined
  while (performance.now() < deadline) {
    last = await check()
    if (last) return last as NonNullable<T>
    await wait(everyMs)
  }
  throw new Error(`Not so within ${withinMs} ms; last answer: ${JSON.stringify(last)}`)
}
