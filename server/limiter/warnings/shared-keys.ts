import type { Policy } from '../policies.ts'
import { emitWarning, type LimiterWarning } from './limiter-warning.ts'

/** The policies that count on a client's keys so far: what begins and ends the keys -> the policy in words. */
const counted = new WeakMap<object, Map<string, string>>()

/** The name of the function that `keyByRoute` returns: its keys differ by route, so two of them share nothing. */
const apartByRoute = 'routeAndInner'

/**
 * Tells `onWarning` at construction when another limiter with the same client counts on the same keys under another
 * policy, as two routes with the default prefix do: six requests to one (limit 100) would lock the other (limit 5).
 * Keys are the same when they begin the same and their key generators have the same name.
 */
export function warnAboutSharedKeys({
  valkey,
  policies,
  onWarning = emitWarning,
}: {
  valkey: object
  policies: Pick<Policy, 'name' | 'limit' | 'windowSeconds' | 'keysBeginWith' | 'keyGenerator'>[]
  onWarning?: (warning: LimiterWarning) => void
}): void {
  const known = counted.get(valkey) ?? new Map<string, string>()
  counted.set(valkey, known)
  for (const { name, limit, windowSeconds, keysBeginWith, keyGenerator } of policies) {
    if (keyGenerator.name === apartByRoute) continue
    const keys = `${keysBeginWith} ${keyGenerator.name}`
    const policy = `"${name}" (${limit} per ${windowSeconds} s)`
    const other = known.get(keys)
    if (other === undefined) known.set(keys, policy)
    if (other === undefined || other === policy) continue
    onWarning({
      code: 'SHARED_KEYS',
      message: `Two rate limiters count on the same keys ${keysBeginWith}… under different policies, ${other} and ${policy}: requests to one use up the other. Give one of them a name or a prefix of its own.`,
    })
  }
}
