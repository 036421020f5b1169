import { isIPv6 } from 'node:net'

/**
 * What counts as one client, of an IP address: an IPv4 address as it is, of an IPv6 address the first 56 bits, which a
 * provider hands to one customer (https://www.rfc-editor.org/rfc/rfc6177). An IPv4 address in IPv6 clothes,
 * `::ffff:203.0.113.7`, is the IPv4 address.
 */
// region: network
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  // A URL spells every address in one way: lower case, no leading zeros, one `::`.
  const { hostname } = new URL(`http://[${address.replace(/%.*/, '')}]`)
  const [front = '', back = ''] = hostname.slice(1, -1).split('::')
  const before = front.split(':').filter(Boolean)
  const after = back.split(':').filter(Boolean)
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  const parts = [...before, ...zeros, ...after].map((part) => Number.parseInt(part, 16))

  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = parts
  const isMapped = [a, b, c, d, e].every((part) => part === 0) && f === 0xffff
  if (isMapped) return `${g >> 8}.${g & 255}.${h >> 8}.${h & 255}`
  const kept = [a, b, c, d & 0xff00].map((part) => part.toString(16))
  return `${kept.join(':')}::/56`
}
// endregion: network
