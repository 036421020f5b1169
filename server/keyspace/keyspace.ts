// One learner's own corner: the guide's endpoint under a policy that each request chooses, for clients that it makes up.
import express, { type Express } from 'express'
import type { Redis } from 'ioredis'
import { sendProblem } from '../http/problems.ts'
import { createSaka } from '../http/saka.ts'
import { beginningOf } from '../limiter/policies.ts'
import type { KeyspacePolicy } from './contract.ts'
import { createKeyQuota } from './key-quota.ts'
import { readKeyspacePolicy } from './keyspace-policy.ts'
import { createLimiters, type KeyspaceHit } from './limiters.ts'
import { clientFault, keyGenerators } from './virtual-client.ts'

/**
 * GET /saka?algorithm=…&limit=…&window=…&by=ip|user|api-key: the protected endpoint under that policy. It keeps no
 * state: the policy is in the query, the client in X-Forwarded-For, X-User or X-API-Key, the counts in Valkey under
 * `<prefix>rate:<algorithm>:<limit>x<window>:<client>`, the key that the header X-Keyspace-Key names: another limit or window
 * is another counter, since a window that is open keeps the length it began with. A bad query or client is a 400 that
 * names it, one key more than `mostKeys` a 409.
 */
export function createKeyspace({
  valkey,
  prefix,
  mostKeys = 1000,
  onHit,
  onError,
}: {
  valkey: Redis
  /** All keys of the keyspace begin so. */
  prefix: string
  mostKeys?: number
  onHit: (hit: KeyspaceHit) => void
  onError: (error: unknown) => void
}): Express {
  const prefixOf = ({ limit, windowSeconds }: KeyspacePolicy) =>
    `${prefix}rate:${limit}x${windowSeconds}:`
  const limiterOf = createLimiters({ valkey, prefixOf, onHit, onError })
  const quota = createKeyQuota({ valkey, most: mostKeys, onError })

  const keyspace = express()
  keyspace.disable('x-powered-by')
  keyspace.disable('etag')
  // Whoever asks says from which address: the first in X-Forwarded-For. An app of its own, so that it holds here only.
  keyspace.set('trust proxy', () => true)

  keyspace.get('/saka', async function countInKeyspace(req, res, next) {
    const policy = readKeyspacePolicy(req.query)
    if ('fault' in policy) return sendProblem(res, bad(policy.fault))
    const fault = clientFault(req, policy.by)
    if (fault !== undefined) return sendProblem(res, bad(fault))
    const beginning = beginningOf({ algorithm: policy.algorithm, prefix: prefixOf(policy) })
    const key = beginning + keyGenerators[policy.by](req)
    if (!(await quota.admit(key))) return sendProblem(res, full(mostKeys))
    res.once('close', () => quota.answered(key))
    res.set('X-Keyspace-Key', key)
    limiterOf(policy)(req, res, next)
  })
  keyspace.get('/saka', createSaka())
  return keyspace
}

function bad(detail: string) {
  return { status: 400, title: 'Bad request', detail }
}

function full(most: number) {
  return {
    status: 409,
    title: 'The keyspace is full',
    detail: `The keyspace holds ${most} keys, the most it may. Use clients that it knows, delete keys (the page's “Empty my keyspace” deletes all), or wait until windows end.`,
  }
}
