// What GET /api/keyspace/saka takes. The page imports types only.
import { z } from 'zod'
import type { AlgorithmName } from '../limiter/algorithms/algorithms.ts'

/** By what a virtual client of the keyspace is counted, and with which header it says who it is. */
export const countedBy = z.enum(['ip', 'user', 'api-key'])
export type CountedBy = z.infer<typeof countedBy>

export type KeyspacePolicy = {
  algorithm: AlgorithmName
  limit: number
  windowSeconds: number
  by: CountedBy
}
