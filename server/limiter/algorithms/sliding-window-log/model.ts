import type { Model, ModelPolicy } from '../models/model.ts'

/** The requests of the last window, counted. */
export function modelSlidingWindowLog({ windowMs }: ModelPolicy): Model {
  const passed: number[] = []
  return {
    countAt: (us) => passed.filter((passedUs) => passedUs > us - windowMs * 1000).length,
    take: (us) => passed.push(us),
  }
}
