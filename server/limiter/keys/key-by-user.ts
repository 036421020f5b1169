import type { Request } from 'express'
import { spellValue } from '../options/spell-value.ts'
import { keyPart } from './key-part.ts'
import { keyText } from './key-text.ts'

/** Who a request comes from, as the app's own sign-in knows it; undefined or null when nobody is signed in. */
export type UserOf = (req: Request) => string | number | bigint | undefined | null

/**
 * Counts per signed-in user, the guide's `rate:userId`: `user:<id>`. Ids that do not fit into a key are hashed
 * (key-part.ts). Mount the limiter after the sign-in that sets what `userOf` reads, and never read an id that the
 * client can choose freely: each new one is a fresh counter.
 *
 * A request without a user counts by `fallback`, for example `keyByIp()`. Without a fallback the returned function
 * throws: one shared counter for everybody who is not signed in would let any one of them lock out the rest.
 *
 * @throws TypeError from the returned function when the id is neither text nor a number
 */
// region: key
export function keyByUser(
  userOf: UserOf,
  { fallback }: { fallback?: (req: Request) => string } = {},
): (req: Request) => string {
  return function user(req) {
    const id: unknown = userOf(req)
    if (id === undefined || id === null || id === '') {
      if (fallback) return keyText(fallback(req))
      throw new Error(
        'The request has no user to count by. Mount the limiter after the sign-in, or give keyByUser a fallback such as { fallback: keyByIp() }.',
      )
    }
    if (typeof id !== 'string' && typeof id !== 'bigint' && !Number.isFinite(id)) {
      throw new TypeError(`A user id must be text or a number, got ${spellValue(id)}`)
    }
    return `user:${keyPart(String(id))}`
  }
}
// endregion: key
