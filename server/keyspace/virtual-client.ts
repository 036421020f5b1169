// Who sends, in the keyspace: whoever the request says. That is what a limiter in production must never believe; here it
// lets one browser be eight clients, and it reaches no key but the keyspace's.
import { isIP } from 'node:net'
import type { Request } from 'express'
import { keyByApiKey } from '../limiter/keys/key-by-api-key.ts'
import { keyByIp } from '../limiter/keys/key-by-ip.ts'
import { keyByUser } from '../limiter/keys/key-by-user.ts'
import { spellValue } from '../limiter/options/spell-value.ts'
import { longestName } from './bounds.ts'
import type { CountedBy } from './contract.ts'

// region: generators
/** The key generators of the limiter itself, told where the keyspace's clients say who they are. */
export const keyGenerators: Record<CountedBy, (req: Request) => string> = {
  ip: keyByIp(),
  user: keyByUser((req) => req.get('X-User')),
  'api-key': keyByApiKey(),
}
// endregion: generators

/** What is wrong with the header that says who sends, in a sentence; undefined when all is well. */
export function clientFault(req: Request, by: CountedBy): string | undefined {
  if (by === 'ip') return addressFault(req)
  const header = by === 'user' ? 'X-User' : 'X-API-Key'
  const name = req.get(header)
  if (name === undefined) {
    return `by=${by} counts by the header ${header}, and the request has none. Send one, or count by=ip.`
  }
  if (/^[ -~]+$/.test(name) && name.trim() !== '' && name.length <= longestName) return undefined
  return `${header} must be 1 to ${longestName} printable ASCII characters, got ${spellValue(name)}${name.length > longestName ? ` (${name.length} characters)` : ''}.`
}

/** Without X-Forwarded-For it is the connection's own address. */
function addressFault(req: Request): string | undefined {
  const forwarded = req.get('X-Forwarded-For')
  const first = forwarded?.split(',')[0]?.trim()
  if (first === undefined || isIP(first) !== 0) return undefined
  return `X-Forwarded-For must begin with an IP address such as 203.0.113.7, got ${spellValue(first)}.`
}
