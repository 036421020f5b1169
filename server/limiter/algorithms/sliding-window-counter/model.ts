import type { Model, ModelPolicy } from '../models/model.ts'

/** All windows there ever were, and the rule of three in whole numbers without bounds. */
export function modelSlidingWindowCounter({ windowMs }: ModelPolicy): Model {
  const windowUs = windowMs * 1000
  const passed = new Map<number, number>()
  const windowAt = (us: number) => Math.floor(us / windowUs)
  return {
    countAt(us) {
      const current = passed.get(windowAt(us)) ?? 0
      const previous = passed.get(windowAt(us) - 1) ?? 0
      const leftUs = (windowAt(us) + 1) * windowUs - us
      return current + Number((BigInt(previous) * BigInt(leftUs)) / BigInt(windowUs))
    },
    take: (us) => passed.set(windowAt(us), (passed.get(windowAt(us)) ?? 0) + 1),
  }
}
