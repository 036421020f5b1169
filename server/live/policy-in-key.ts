import { type AlgorithmName, algorithms } from '../limiter/algorithms/algorithms.ts'
import type { KeyPolicy } from './contract.ts'

/**
 * What a keyspace's key says about its policy by its name: `{lab:home}:rate:5x60:gcra:user:ada` counts by GCRA, 5 per 60 s,
 * and `{lab:home}:rate:5x60:user:ada` in a fixed window.
 */
export function policyInKey(key: string): Partial<KeyPolicy> {
  const match = /^\{lab:[^}]*\}:rate:([1-9]\d{0,6})x([1-9]\d{0,7}):(?:([a-z-]+):)?/.exec(key)
  if (!match) return {}
  const [, limit, windowSeconds, name = ''] = match
  const algorithm = isAlgorithm(name) ? name : 'fixed-window'
  return { algorithm, limit: Number(limit), windowSeconds: Number(windowSeconds) }
}

function isAlgorithm(name: string): name is AlgorithmName {
  return Object.hasOwn(algorithms, name)
}
