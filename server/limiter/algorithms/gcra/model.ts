import type { Model, ModelPolicy } from '../models/model.ts'

/** GCRA as a queue: each request leaves one interval after the one before it; `limit` find room. */
export function modelGcra({ limit, windowMs }: ModelPolicy): Model {
  const intervalUs = Math.ceil((windowMs * 1000) / limit)
  const leaving: number[] = []
  return {
    countAt: (us) => leaving.filter((leavesUs) => leavesUs > us).length,
    take: (us) => leaving.push(Math.max(us, leaving.at(-1) ?? 0) + intervalUs),
  }
}
