import express, { type Request } from 'express'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serve } from '../../testing/serve.ts'
import { keyByIp } from './key-by-ip.ts'

const from = (ip: string | undefined) => ({ ip }) as Request

test('an IPv4 client is its address, an IPv6 client the /56 its provider gave it', () => {
  expect(keyByIp()(from('203.0.113.7'))).toBe('203.0.113.7')
  expect(keyByIp()(from('2001:db8:0:1ab::7'))).toBe('2001:db8:0:100::/56')
})

test('all addresses of one /56 share a counter, those of the next do not', () => {
  const key = keyByIp()
  expect(key(from('2001:db8:0:1ff:ffff::1'))).toBe(key(from('2001:DB8:0:100::')))
  expect(key(from('2001:db8:0:200::1'))).not.toBe(key(from('2001:db8:0:1ff::1')))
})

test('the prefix can be chosen', () => {
  expect(keyByIp({ ipv6PrefixBits: 64 })(from('2001:db8::7'))).toBe('2001:db8::/64')
  expect(keyByIp({ ipv6PrefixBits: 128 })(from('2001:DB8::7'))).toBe('2001:db8::7')
})

test.each(['::ffff:203.0.113.7', '::ffff:cb00:7107', '::FFFF:CB00:7107', '203.0.113.7:50412'])(
  '%s is 203.0.113.7',
  (ip) => {
    expect(keyByIp()(from(ip))).toBe('203.0.113.7')
  },
)

test('one’s own machine is one client under either address', () => {
  expect(keyByIp()(from('::1'))).toBe('::1')
  expect(keyByIp()(from('[::1]:50412'))).toBe('::1')
  expect(keyByIp()(from('127.0.0.1'))).toBe('127.0.0.1')
})

test('no address is an error, not a bucket that strangers share', () => {
  expect(() => keyByIp()(from(undefined))).toThrow(/no client address/)
})

test('a made-up address is the sender’s fault and is quoted short, with the remedy', () => {
  const key = keyByIp()
  expect(() => key(from(`unknown\n${'x'.repeat(5000)}`))).toThrow(
    expect.objectContaining({
      status: 400,
      message: expect.stringMatching(/^.*"unknown\\nx+…".*trust proxy.*$/),
    }),
  )
  for (const ip of ['', ' 203.0.113.7', '203.0.113', '1.2.3.4:', '[1.2.3.4', '::1/64', 'x.%25']) {
    expect(() => key(from(ip)), ip).toThrow(/is no IP address/)
  }
})

test('in Express a header that nobody should have believed is a 400, not a counter', async () => {
  const app = express()
  app.set('trust proxy', true)
  app.set('env', 'test')
  const key = keyByIp()
  app.use((req, res) => void res.send(key(req)))
  const server = await serve(app)
  const answer = async (forwarded: string) => {
    const response = await fetch(server.url, { headers: { 'X-Forwarded-For': forwarded } })
    return [response.status, (await response.text()).slice(0, 15)]
  }
  expect(await answer('203.0.113.7:50412')).toEqual([200, '203.0.113.7'])
  expect(await answer('2001:db8::7, 10.0.0.1')).toEqual([200, '2001:db8::/56'])
  expect((await answer('x'.repeat(5003)))[0]).toBe(400)
  expect((await answer('unknown'))[0]).toBe(400)
  await server.close()
})

test('whatever an address looks like, its key is bounded and holds no brace or control character', () => {
  const key = keyByIp()
  const zone = fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z0-9]{1,20}$/))
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), zone, (ip, zone) => {
      const made = key(from(zone && ip.includes(':') ? `${ip}%${zone}` : ip))
      expect(made).toMatch(/^[0-9a-f:./]{2,43}$/)
    }),
  )
})

test.each([0, -1, 129, 0.5, '56' as unknown as number])(
  'a prefix of %s bits is refused at construction',
  (ipv6PrefixBits) => {
    expect(() => keyByIp({ ipv6PrefixBits })).toThrow(
      new RangeError(
        `ipv6PrefixBits must be a whole number from 1 to 128, got ${JSON.stringify(ipv6PrefixBits)}`,
      ),
    )
  },
)
