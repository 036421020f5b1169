// One learner's own corner: the guide's endpoint under a policy that each request chooses, for clients that it makes up.
import express, { type Express } from 'express'
import type { Redis } from 'ioredis'
import { sendProblem } from '../http/problems.ts'
import { createSaka } from '../http/saka.ts'
import { beginningOf } from '../limiter/policies.ts'
import type { LabPolicy } from './contract.ts'
import { createKeyQuota } from './key-quota.ts'
import { readLabPolicy } from './lab-policy.ts'
import { createLimiters, type LabHit } from './limiters.ts'
import { clientFault, keyGenerators } from './virtual-client.ts'

/**
 * GET /saka?algorithm=…&limit=…&window=…&by=ip|user|api-key: the protected endpoint under that policy. It keeps no
 * state: the policy is in the query, the client in X-Forwarded-For, X-User or X-API-Key, the counts in Valkey under
 * `<prefix>rate:<algorithm>:<limit>x<window>:<client>`, the key that the header X-Lab-Key names: another limit or window
 * is another counter, since a window that is open keeps the length it began with. A bad query or client is a 400 that
 * names it, one key more than `mostKeys` a 409.
 */
export function createLab({
  valkey,
  prefix,
  mostKeys = 1000,
  onHit,
  onError,
}: {
  valkey: Redis
  /** All keys of the lab begin so. */
  prefix: string
  mostKeys?: number
  onHit: (hit: LabHit) => void
  onError: (error: unknown) => void
}): Express {
  const prefixOf = ({ limit, windowSeconds }: LabPolicy) =>
    `${prefix}rate:${limit}x${windowSeconds}:`
  const limiterOf = createLimiters({ valkey, prefixOf, onHit, onError })
  const quota = createKeyQuota({ valkey, most: mostKeys, onError })

  const lab = express()
  lab.disable('x-powered-by')
  lab.disable('etag')
  // Whoever asks says from which address: the first in X-Forwarded-For. An app of its own, so that it holds here only.
  lab.set('trust proxy', () => true)

  lab.get('/saka', async function countInLab(req, res, next) {
    const policy = readLabPolicy(req.query)
    if ('fault' in policy) return sendProblem(res, bad(policy.fault))
    const fault = clientFault(req, policy.by)
    if (fault !== undefined) return sendProblem(res, bad(fault))
    const beginning = beginningOf({ algorithm: policy.algorithm, prefix: prefixOf(policy) })
    const key = beginning + keyGenerators[policy.by](req)
    if (!(await quota.admit(key))) return sendProblem(res, full(mostKeys))
    res.once('close', () => quota.answered(key))
    res.set('X-Lab-Key', key)
    limiterOf(policy)(req, res, next)
  })
  lab.get('/saka', createSaka())
  return lab
}

function bad(detail: string) {
  return { status: 400, title: 'Bad request', detail }
}

function full(most: number) {
  return {
    status: 409,
    title: 'The lab is full',
    detail: `The lab holds ${most} keys, the most it may. Use clients that it knows, delete keys (the page's “Empty my lab” deletes all), or wait until windows end.`,
  }
}
