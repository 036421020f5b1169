import type { Request } from 'express'
import type { AlgorithmName } from './algorithms/algorithms.ts'
import { keyByIp } from './keys/key-by-ip.ts'
import { keyPart } from './keys/key-part.ts'
import { keyText } from './keys/key-text.ts'

/** Every key begins with it unless a policy says otherwise: the guide's `rate:<ip>`. */
export const defaultPrefix = 'rate:'

/** One rule: `limit` requests per `windowSeconds` for each key. */
export type PolicyOptions = {
  /** The policy's name in the headers, and in the keys where there are several. */
  name: string
  /** Requests allowed per window: a whole number from 1 to 1,000,000,000. */
  limit: number
  /** The window in whole seconds, from 1 to 31,536,000 (a year). */
  windowSeconds: number
  algorithm?: AlgorithmName
  /** Put before what `keyGenerator` returns. */
  prefix?: string
  /** Who is counted. */
  keyGenerator?: (req: Request) => string
}

export type Policy = Required<Omit<PolicyOptions, 'prefix' | 'keyGenerator'>> & {
  /** The Valkey key that this request counts on. */
  keyOf: (req: Request) => string
}

/** What one policy is when nothing else is said: the guide's 5 requests per 60 seconds and address. */
export type SinglePolicyOptions = Partial<PolicyOptions> & { policies?: PolicyOptions[] }

/**
 * The policies of a limiter with their defaults. A single one counts on `<prefix><key>`, as in the guide; several count
 * on `<prefix>{<key>}:<name>`, where the braces put all keys of a client into one hash slot of a cluster.
 * Throws a TypeError on a cluster when the policies have different key generators or a prefix with a hash tag of its
 * own: one script cannot touch two slots. Source: https://valkey.io/topics/cluster-spec/ (Hash tags)
 */
export function readPolicies(
  { policies, ...single }: SinglePolicyOptions,
  { isCluster, keyPrefix = '' }: { isCluster: boolean; keyPrefix?: string | undefined },
): Policy[] {
  if (policies === undefined) {
    const { prefix = defaultPrefix, keyGenerator = keyByIp() } = single
    return [withDefaults(single, (req) => prefix + keyText(keyGenerator(req)))]
  }
  const defaultKey = keyByIp()
  const fallback = single.keyGenerator ?? defaultKey
  const generators = new Set(policies.map(({ keyGenerator = fallback }) => keyGenerator))
  const prefixes = policies.map(({ prefix = single.prefix ?? defaultPrefix }) => prefix)
  if (isCluster && [keyPrefix, ...prefixes].some((prefix) => prefix.includes('{'))) {
    throw new TypeError(
      `On a cluster the prefixes of several policies must not hold "{": it would decide the hash slot instead of the key. Leave it out of ${JSON.stringify([keyPrefix, ...prefixes])}.`,
    )
  }
  if (isCluster && generators.size > 1) {
    throw new TypeError(
      'On a cluster all policies of one limiter must have the same keyGenerator, or their keys fall into different hash slots, which one script cannot reach. Mount one rateLimit() per keyGenerator, or give the limiter one keyGenerator for all.',
    )
  }
  return policies.map((policy) => {
    const { name, prefix = single.prefix ?? defaultPrefix, keyGenerator = fallback } = policy
    return withDefaults(
      policy,
      (req) => `${prefix}{${keyPart(keyText(keyGenerator(req)))}}:${name}`,
    )
  })
}

function withDefaults(options: Partial<PolicyOptions>, keyOf: Policy['keyOf']): Policy {
  const { name = 'default', limit = 5, windowSeconds = 60, algorithm = 'fixed-window' } = options
  return { name, limit, windowSeconds, algorithm, keyOf }
}
