// What GET /api/keyspace/saka takes. The page imports types only.
import type { AlgorithmName } from '../limiter/algorithms/algorithms.ts'

/** By what a virtual client of the keyspace is counted, and with which header it says who it is. */
export type CountedBy = 'ip' | 'user' | 'api-key'

export type KeyspacePolicy = {
  algorithm: AlgorithmName
  limit: number
  windowSeconds: number
  by: CountedBy
}
