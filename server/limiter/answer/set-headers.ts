import type { ServerResponse } from 'node:http'
import type { Decision } from '../decision.ts'
import { exposeHeaders } from './expose-headers.ts'
import { createStandingField, policyField, type Quota } from './headers.ts'
import { legacyHeaders } from './legacy-headers.ts'

/** Which fields a response carries: the draft's, the old X-RateLimit ones, both, or none. */
export type HeaderStyle = 'draft-10' | 'legacy' | 'both' | false

export type HeaderSetter = {
  /** Sets the fields for one decision per policy, in the order of the policies. */
  set(res: ServerResponse, decisions: Decision[]): void
  /** Sets what is true without a count: the policies, but not where the client stands. For a request let in uncounted. */
  setPolicyOnly(res: ServerResponse): void
}

/**
 * Prepares the header fields of a limiter: what does not change from request to request is written once.
 * @throws TypeError or RangeError when a policy's name cannot stand in a header (structured-string.ts)
 */
export function createHeaderSetter({
  policies,
  style = 'draft-10',
}: {
  policies: Quota[]
  style?: HeaderStyle
}): HeaderSetter {
  const policy = policyField(policies)
  const standing = createStandingField(policies)
  const draft = style === 'draft-10' || style === 'both'
  const legacy = style === 'legacy' || style === 'both'
  const exposed = [
    ...(draft ? ['RateLimit', 'RateLimit-Policy'] : []),
    ...(legacy ? ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] : []),
    // Set by refuse.ts, whatever the style.
    'Retry-After',
  ]

  return {
    set(res, decisions) {
      if (draft) {
        res.setHeader('RateLimit-Policy', policy)
        res.setHeader('RateLimit', standing(decisions))
      }
      if (legacy) {
        for (const [name, value] of Object.entries(legacyHeaders(decisions))) {
          res.setHeader(name, value)
        }
      }
      exposeHeaders(res, exposed)
    },
    setPolicyOnly(res) {
      if (draft) res.setHeader('RateLimit-Policy', policy)
      exposeHeaders(res, exposed)
    },
  }
}
