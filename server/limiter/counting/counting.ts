import type { Redis } from 'ioredis'
import { createAlgorithm } from '../algorithms/algorithm-script.ts'
import type { AlgorithmName } from '../algorithms/algorithms.ts'
import type { Hit } from '../algorithms/fixed-window/fixed-window.ts'
import { createGroupedFixedWindow } from '../algorithms/fixed-window/group-commit.ts'
import type { OnReplaced } from '../algorithms/foreign-key.ts'
import type { Decision } from '../decision.ts'
import { type LateAnswer, withDeadline } from '../failure/deadline.ts'
import type { TraceNotes } from '../script.ts'
import { createSeveralPolicies } from './several-policies.ts'

export type CountedPolicy = { algorithm: AlgorithmName; limit: number; windowSeconds: number }
type Count = (keys: string[], notes?: TraceNotes) => Promise<Decision[]>
type Deadline = {
  deadlineMs: number
  onLate?: ((late: LateAnswer<Decision[]>) => void) | undefined
}

/**
 * The way from a request's keys, one per policy, to one decision for each: always a single round trip, within the
 * deadline. It rejects with a DeadlineError past that, and otherwise with ioredis' error.
 * One fixed window alone is the guide's limiter: it counts refused requests too, and the hits of a busy turn share a
 * call. Several policies take all or nothing.
 */
export function createCounting({
  valkey,
  policies,
  onReplaced,
  ...deadline
}: Deadline & {
  valkey: Redis
  policies: CountedPolicy[]
  onReplaced?: OnReplaced
}): Count {
  const [only] = policies
  if (!only || policies.length > 1) {
    return inTime(createSeveralPolicies({ valkey, policies, onReplaced }), deadline)
  }
  if (only.algorithm === 'fixed-window') {
    return createFixedWindowCounting({ valkey, ...only, ...deadline, onReplaced })
  }
  const decide = createAlgorithm({ valkey, ...only, onReplaced })
  return inTime(async ([key = ''], notes) => [await decide(key, notes)], deadline)
}

function inTime(count: Count, { deadlineMs, onLate }: Deadline): Count {
  return (keys, notes) => withDeadline(count(keys, notes), deadlineMs, { onLate })
}

/** The busiest path, so it adds one promise to that of the hit and no more. */
function createFixedWindowCounting({
  valkey,
  limit,
  windowSeconds,
  deadlineMs,
  onLate,
  onReplaced,
}: CountedPolicy & Deadline & { valkey: Redis; onReplaced: OnReplaced | undefined }): Count {
  const decide = ({ count, ttlMs }: Hit): Decision[] => {
    const allowed = count <= limit
    const remaining = allowed ? limit - count : 0
    return [{ allowed, count, limit, remaining, ttlMs, retryAfterMs: allowed ? 0 : ttlMs }]
  }
  const countHit = createGroupedFixedWindow({
    valkey,
    windowSeconds,
    deadlineMs,
    onReplaced,
    onLate:
      onLate && ((late) => onLate('value' in late ? { ...late, value: decide(late.value) } : late)),
  })
  return ([key = ''], notes) => countHit(key, notes).then(decide)
}
