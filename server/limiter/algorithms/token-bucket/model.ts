import type { Model, ModelPolicy } from '../models/model.ts'

/** A bucket that is watched: one token is put back at every tick, as long as one is missing. */
export function modelTokenBucket({ limit, windowMs }: ModelPolicy): Model {
  const intervalUs = Math.ceil((windowMs * 1000) / limit)
  let missing = 0
  let tickUs = 0
  const missingAt = (us: number) => {
    let left = missing
    for (let nextUs = tickUs + intervalUs; left > 0 && nextUs <= us; nextUs += intervalUs) left -= 1
    return left
  }
  return {
    countAt: missingAt,
    take(us) {
      const left = missingAt(us)
      tickUs = left === 0 ? us : tickUs + (missing - left) * intervalUs
      missing = left + 1
    },
  }
}
