// What the middleware and the limiter object have in common: from options to policies, listeners and warnings.
import type { Cluster, Redis } from 'ioredis'
import type { DecidingOptions } from './deciding.ts'
import { createSafeListeners, type Listeners } from './listeners.ts'
import {
  type Policy,
  readPolicies,
  type SeveralPoliciesOptions,
  type SinglePolicyOptions,
} from './policies.ts'
import { warnAboutClient } from './warnings/client-warning.ts'
import { warnAboutSharedKeys } from './warnings/shared-keys.ts'

/** One policy (`limit`, `windowSeconds`, …; the default is 5 per 60 s), or several in `policies`. */
export type CoreOptions = (SinglePolicyOptions | SeveralPoliciesOptions) &
  DecidingOptions & {
    /** An open ioredis client; whoever opened it closes it. */
    valkey: Redis | Cluster
  }

export type LimiterCore = {
  valkey: Redis
  policies: Policy[]
  listeners: Listeners & Required<Pick<Listeners, 'onWarning'>>
}

/** Prepares a limiter whose options have been checked, and warns about a set-up that counts wrongly. */
export function createLimiterCore(options: CoreOptions): LimiterCore {
  const listeners = createSafeListeners(options)
  // To a script a cluster is the same: the first key finds the node.
  const valkey = options.valkey as Redis
  const policies = readPolicies(options, { ...valkey.options, isCluster: valkey.isCluster })
  warnAboutClient({ ...listeners, valkey: options.valkey })
  warnAboutSharedKeys({ ...listeners, valkey, policies })
  return { valkey, policies, listeners }
}
