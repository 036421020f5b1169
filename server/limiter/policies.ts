import type { Request } from 'express'
import type { AlgorithmName } from './algorithms/algorithms.ts'
import { keyByIp } from './keys/key-by-ip.ts'
import { keyPart } from './keys/key-part.ts'
import { keyText } from './keys/key-text.ts'

/** Every key begins with it unless a policy says otherwise: the guide's `rate:<ip>`. */
export const defaultPrefix = 'rate:'

/** One rule: `limit` requests per `windowSeconds` for each key. */
export type PolicyOptions = {
  /** The policy's name in the headers, and in the keys unless it is `default`. */
  name: string
  /** Requests allowed per window: a whole number from 0 to 1,000,000,000. 0 refuses every request. */
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
  /** The Valkey key of a client, as the key generator names it. */
  keyFor: (client: string) => string
  /** What all its keys begin with, and the function that ends them. */
  keysBeginWith: string
  keyGenerator: (req: Request) => string
}

/** The policy to count by: what is left out is the guide's 5 requests per 60 seconds and address. */
export type SinglePolicyOptions = Partial<PolicyOptions> & {
  policies?: never
  /**
   * The whole Valkey key of a request, in place of `prefix`, `name` and `keyGenerator`, for an app that gives each tenant a
   * prefix. Nothing is put in front of it and nothing in it is replaced, so it must contain no text from a client that is
   * unchecked.
   */
  wholeKey?: (req: Request) => string
}

/** Several policies, each with numbers of its own; prefix and key generator hold for those that have none. */
export type SeveralPoliciesOptions = Pick<PolicyOptions, 'prefix' | 'keyGenerator'> & {
  policies?: PolicyOptions[]
  name?: never
  wholeKey?: never
  limit?: never
  windowSeconds?: never
  algorithm?: never
}

/** A longer key becomes a hash; the parts that the key generators of this folder make are shorter. */
const longestClient = 300

/**
 * The policies of a limiter with their defaults. Keys are `<prefix>[<name>:][<algorithm>:]<client>`: the name `default`
 * and the fixed window leave their part out, so that alone they count on the guide's `rate:<ip>`. Numbers are no part of
 * a key: a limit that is raised resets no one. Several policies write `{<client>}`, where the braces put all keys of a
 * client into one hash slot of a cluster.
 * Throws a TypeError on a cluster when the policies have different key generators or a prefix with a hash tag of its
 * own: one script cannot touch two slots. Source: https://valkey.io/topics/cluster-spec/ (Hash tags)
 */
export function readPolicies(
  { policies, ...shared }: SinglePolicyOptions | SeveralPoliciesOptions,
  { isCluster, keyPrefix = '' }: { isCluster: boolean; keyPrefix?: string | undefined },
): Policy[] {
  const { prefix = defaultPrefix, keyGenerator = keyByIp() } = shared
  if (policies === undefined) {
    const { wholeKey } = shared
    const keysBeginWith = beginningOf({ ...shared, prefix })
    return [
      withDefaults(shared, {
        keysBeginWith,
        keyGenerator,
        keyFor: (client) => keysBeginWith + keyPart(client, longestClient),
        ...(wholeKey && { keyOf: (req) => keyText(wholeKey(req)) }),
      }),
    ]
  }
  const generators = new Set(policies.map((policy) => policy.keyGenerator ?? keyGenerator))
  const prefixes = policies.map((policy) => policy.prefix ?? prefix)
  if (isCluster && [keyPrefix, ...prefixes].some((one) => one.includes('{'))) {
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
    const clientOf = policy.keyGenerator ?? keyGenerator
    const keysBeginWith = beginningOf({ ...policy, prefix: policy.prefix ?? prefix })
    return withDefaults(policy, {
      keysBeginWith,
      keyGenerator: clientOf,
      keyFor: (client) => `${keysBeginWith}{${keyPart(client, longestClient)}}`,
    })
  })
}

/** `<prefix>[<name>:][<algorithm>:]`, the part of a key that is the same for all clients of a policy. */
export function beginningOf({
  prefix = defaultPrefix,
  name = 'default',
  algorithm = 'fixed-window',
}: Pick<Partial<PolicyOptions>, 'prefix' | 'name' | 'algorithm'>): string {
  const namePart = name === 'default' ? '' : `${keyPart(name)}:`
  return prefix + namePart + (algorithm === 'fixed-window' ? '' : `${algorithm}:`)
}

function withDefaults(
  options: Partial<PolicyOptions>,
  keys: Pick<Policy, 'keyFor' | 'keysBeginWith' | 'keyGenerator'> & Partial<Pick<Policy, 'keyOf'>>,
): Policy {
  const { name = 'default', limit = 5, windowSeconds = 60, algorithm = 'fixed-window' } = options
  const { keyFor, keyGenerator } = keys
  const keyOf = (req: Request) => keyFor(keyText(keyGenerator(req)))
  return { name, limit, windowSeconds, algorithm, keyOf, ...keys }
}
