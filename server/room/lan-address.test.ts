import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { lanAddresses } from './lan-address.ts'

function ipv4(address: string, internal = false): NetworkInterfaceInfo {
  const fixed = { netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null }
  return { ...fixed, family: 'IPv4', address, internal }
}

const ipv6: NetworkInterfaceInfo = {
  family: 'IPv6',
  address: 'fe80::1',
  netmask: 'ffff::',
  mac: '00:00:00:00:00:00',
  internal: false,
  cidr: null,
  scopeid: 1,
}

test('the Wi-Fi comes before containers, tunnels and public addresses', () => {
  const found = lanAddresses({
    lo: [ipv4('127.0.0.1', true)],
    docker0: [ipv4('172.17.0.1')],
    tun0: [ipv4('10.8.0.2')],
    eth1: [ipv4('203.0.113.9')],
    wlan0: [ipv6, ipv4('192.168.1.20')],
  })
  expect(found.map(({ address }) => address)).toEqual([
    '192.168.1.20',
    '203.0.113.9',
    '172.17.0.1',
    '10.8.0.2',
  ])
  expect(found[0]).toEqual({ address: '192.168.1.20', interface: 'wlan0' })
})

test.each([
  ['the machine itself', { lo: [ipv4('127.0.0.1', true)] }],
  ['an address that nobody gave', { eth0: [ipv4('169.254.7.7')] }],
  ['IPv6 alone', { eth0: [ipv6] }],
  ['nothing', { eth0: undefined }],
])('%s is no address for others', (_what, interfaces) => {
  expect(lanAddresses(interfaces)).toEqual([])
})
