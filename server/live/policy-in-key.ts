import { type AlgorithmName, luaByName } from '../limiter/algorithms/algorithms.ts'
import type { KeyPolicy } from './contract.ts'

/** What a lab's key says about its policy by its name: `{lab:home}:rate:gcra:ada` counts by GCRA. */
export function policyInKey(key: string): Partial<KeyPolicy> {
  const name = /^\{lab:[^}]*\}:rate:([a-z-]+):/.exec(key)?.[1]
  return name !== undefined && isAlgorithm(name) ? { algorithm: name } : {}
}

function isAlgorithm(name: string): name is AlgorithmName {
  return Object.hasOwn(luaByName, name)
}
