import type { Request } from 'express'

/**
 * Counts per client address, as Express sees it: which address that is depends on `trust proxy`.
 * `::ffff:203.0.113.7` is the IPv4 address 203.0.113.7 in IPv6 clothes and counts as that (RFC 4291, 2.5.5.2).
 * Throws when there is no address at all: a made-up one would put every such client into one shared bucket.
 * Source: https://expressjs.com/en/guide/behind-proxies.html
 */
export function keyByIp(req: Request): string {
  if (req.ip === undefined) {
    throw new Error(
      'The request has no client address (req.ip): its connection is closed or a Unix socket.',
    )
  }
  return req.ip.startsWith('::ffff:') ? req.ip.slice('::ffff:'.length) : req.ip
}
