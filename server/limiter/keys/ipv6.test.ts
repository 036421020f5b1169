import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskIpv6, readIpv6, unmapIpv4 } from './ipv6.ts'

test.each([
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['::FFFF:CB00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:0.0.0.0', '0.0.0.0'],
  ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ['::1', undefined],
  ['2001:db8::ffff:203.0.113.7', undefined],
])('%s stands for the IPv4 address %s', (address, ipv4) => {
  expect(unmapIpv4(readIpv6(address))).toBe(ipv4)
})

test.each([
  ['2001:db8:1:2ff:3::4', 56, '2001:db8:1:200::/56'],
  ['2001:DB8:0001:02FF::', 56, '2001:db8:1:200::/56'],
  ['2001:db8:1:2ff:3::4', 64, '2001:db8:1:2ff::/64'],
  ['2001:db8:1:2ff:3::4', 128, '2001:db8:1:2ff:3::4'],
  ['2001:0:0:1:0:0:0:1', 127, '2001:0:0:1::/127'],
  ['ffff::', 1, '8000::/1'],
  ['fe80::1%eth0', 56, 'fe80::/56'],
  ['fe80::1%eth0', 128, 'fe80::1'],
  ['::1', 56, '::1'],
  ['::', 56, '::/56'],
])('%s with %i bits is %s', (address, bits, network) => {
  expect(maskIpv6(readIpv6(address), bits)).toBe(network)
})

test('for any address: in its own network by node:net’s judgement, one spelling for all of it, bounded', () => {
  const bits = fc.integer({ min: 1, max: 127 })
  fc.assert(
    fc.property(fc.ipV6(), bits, (address, bits) => {
      const spelt = maskIpv6(readIpv6(address), bits)
      const [network = '', length] = spelt.split('/')
      if (network === '::1') return
      expect(Number(length)).toBe(bits)
      expect(spelt.length).toBeLessThanOrEqual(43)
      const list = new BlockList()
      list.addSubnet(network, bits, 'ipv6')
      expect(list.check(address, 'ipv6')).toBe(true)
      expect(maskIpv6(readIpv6(address.toUpperCase()), bits)).toBe(spelt)
      expect(maskIpv6(readIpv6(network), bits)).toBe(spelt)
    }),
    { numRuns: 1000 },
  )
})

test('for any address: the spelling is the one of the URL standard', () => {
  const part = fc.constantFrom('0', '0', '0', '1', '10', 'a0', 'ffff')
  const zeroRich = fc.array(part, { minLength: 8, maxLength: 8 }).map((parts) => parts.join(':'))
  fc.assert(
    fc.property(fc.oneof(fc.ipV6(), zeroRich), (address) => {
      expect(`[${maskIpv6(readIpv6(address), 128)}]`).toBe(new URL(`http://[${address}]`).hostname)
    }),
    { numRuns: 1000 },
  )
})
