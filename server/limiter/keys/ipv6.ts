/** An IPv6 address as the eight 16-bit numbers it is. */
export type Ipv6 = readonly number[]

/** Reads an address in any spelling; a zone id (`%eth0`) is dropped. The caller has checked it with node:net's isIPv6. */
export function readIpv6(text: string): Ipv6 {
  const zone = text.indexOf('%')
  const address = zone === -1 ? text : text.slice(0, zone)
  const gap = address.indexOf('::')
  if (gap === -1) return readParts(address)
  const front = readParts(address.slice(0, gap))
  const back = readParts(address.slice(gap + 2))
  while (front.length + back.length < 8) front.push(0)
  return front.concat(back)
}

/**
 * The IPv4 address that an IPv6 address stands for; undefined when it is a real IPv6 address.
 * `::ffff:0:0/96` is how a dual-stack socket shows IPv4 clients (RFC 4291, 2.5.5.2), `64:ff9b::/96` how a NAT64 in
 * front of an IPv6-only server does (RFC 6052): all IPv4 clients share those prefixes.
 */
export function unmapIpv4(address: Ipv6): string | undefined {
  const [a, b, c, d, e, f, high = 0, low = 0] = address
  if (c !== 0 || d !== 0 || e !== 0) return undefined
  const isMapped = a === 0 && b === 0 && f === 0xffff
  const isNat64 = a === 0x64 && b === 0xff9b && f === 0
  return isMapped || isNat64 ? `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}` : undefined
}

/**
 * The network of an address, its first `bits` bits, in the one spelling of RFC 5952 and with its length behind it:
 * `2001:db8:0:100::/56`. Whole addresses, `::1` and all for 128 bits, go without.
 */
export function maskIpv6(address: Ipv6, bits: number): string {
  const isLoopback = address.every((part, i) => part === (i === 7 ? 1 : 0))
  if (bits === 128 || isLoopback) return spellIpv6(address)
  const kept = address.map((part, i) => {
    const keptBits = Math.min(16, Math.max(0, bits - 16 * i))
    return part & (0xffff << (16 - keptBits))
  })
  return `${spellIpv6(kept)}/${bits}`
}

/** RFC 5952: lower case, no leading zeros, `::` for the longest run of zeros, the first of several as long. */
function spellIpv6(address: Ipv6): string {
  let gap = { start: 0, length: 1 }
  let run = 0
  address.forEach((part, i) => {
    run = part === 0 ? run + 1 : 0
    if (run > gap.length) gap = { start: i + 1 - run, length: run }
  })
  if (gap.length === 1) return inHex(address)
  return `${inHex(address.slice(0, gap.start))}::${inHex(address.slice(gap.start + gap.length))}`
}

function readParts(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return Number.parseInt(part, 16)
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

function inHex(parts: Ipv6): string {
  return parts.map((part) => part.toString(16)).join(':')
}
