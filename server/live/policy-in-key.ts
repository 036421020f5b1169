import { type AlgorithmName, algorithms } from '../limiter/algorithms/algorithms.ts'
import type { KeyPolicy } from './contract.ts'

/**
 * What a keyspace's key says about its policy by its name: `{lab:home}:rate:gcra:5x60:user:ada`
 * counts by GCRA, 5 per 60 s.
 */
export function policyInKey(key: string): Partial<KeyPolicy> {
  const match = /^\{lab:[^}]*\}:rate:([a-z-]+):(?:([1-9]\d{0,6})x([1-9]\d{0,7}):)?/.exec(key)
  const [, name = '', limit, windowSeconds] = match ?? []
  if (!isAlgorithm(name)) return {}
  if (limit === undefined || windowSeconds === undefined) return { algorithm: name }
  return { algorithm: name, limit: Number(limit), windowSeconds: Number(windowSeconds) }
}

function isAlgorithm(name: string): name is AlgorithmName {
  return Object.hasOwn(algorithms, name)
}
