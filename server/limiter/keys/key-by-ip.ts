import { isIPv4, isIPv6 } from 'node:net'
import type { Request } from 'express'
import { spellValue } from '../options/spell-value.ts'
import { maskIpv6, readIpv6, unmapIpv4 } from './ipv6.ts'

const mapped = '::ffff:'
const guide = 'https://expressjs.com/en/guide/behind-proxies.html'

/**
 * Counts per client address, as Express sees it: which address that is depends on `trust proxy`.
 *
 * An IPv4 address is the key as it is, also when it comes in IPv6 clothes (`::ffff:203.0.113.7`). Of an IPv6 address
 * only the first `ipv6PrefixBits` count (1 to 128), because providers hand a whole /56 or /64 to each customer, who
 * would otherwise have 2^64 fresh counters: `2001:db8:0:100::/56`. The loopback address `::1` is one machine and stays.
 * So a key is never longer than 43 characters, whatever a client sends.
 *
 * The returned function throws when there is no address (a made-up one would be a bucket that strangers share), and
 * throws an error of status 400 when `req.ip` is no address. That only happens when an untrusted X-Forwarded-For is
 * believed; hashing the text instead would give its sender a fresh counter for each invention.
 *
 * @throws RangeError at construction when `ipv6PrefixBits` is out of bounds
 * @see https://expressjs.com/en/guide/behind-proxies.html
 * @see https://www.rfc-editor.org/rfc/rfc6177 (how much one customer gets)
 */
export function keyByIp({
  ipv6PrefixBits = 56,
}: {
  ipv6PrefixBits?: number
} = {}): (req: Request) => string {
  if (!Number.isInteger(ipv6PrefixBits) || ipv6PrefixBits < 1 || ipv6PrefixBits > 128) {
    throw new RangeError(
      `ipv6PrefixBits must be a whole number from 1 to 128, got ${spellValue(ipv6PrefixBits)}`,
    )
  }

  return function clientAddress({ ip }) {
    if (ip === undefined) {
      throw new Error(
        'The request has no client address (req.ip): its connection is closed or a Unix socket.',
      )
    }
    if (isIPv4(ip)) return ip
    // A socket for both families, Node's default, shows every IPv4 client so: no need to take it all apart.
    if (ip.startsWith(mapped) && isIPv4(ip.slice(mapped.length))) return ip.slice(mapped.length)
    const address = withoutPort(ip)
    if (isIPv4(address)) return address
    if (!isIPv6(address)) throw new NotAnAddress(ip)
    const parts = readIpv6(address)
    return unmapIpv4(parts) ?? maskIpv6(parts, ipv6PrefixBits)
  }
}

/** Some proxies (Azure's, IIS) put the client's port into X-Forwarded-For; it changes with every connection. */
function withoutPort(text: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
}

class NotAnAddress extends Error {
  /** Express and its error handlers answer 400: the header, not the server, is at fault. */
  readonly status = 400

  constructor(ip: string) {
    super(
      `The client address ${spellValue(ip)} (req.ip) is no IP address: it comes from an X-Forwarded-For header. Set "trust proxy" to exactly the proxies in front of this app, see ${guide}`,
    )
  }
}
