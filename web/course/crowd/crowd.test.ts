import { expect, test } from 'vitest'
import { requestsOf } from './crowd.ts'

const low = () => 0
const high = () => 0.99999
const addresses = (...args: Parameters<typeof requestsOf>) =>
  new Set(requestsOf(...args).map(({ headers }) => headers?.['X-Forwarded-For']))

test('behind one router all have one address, another in the next run', () => {
  expect([...addresses('one-address', 12, low)]).toEqual(['10.0.1.1'])
  expect([...addresses('one-address', 12, high)]).toEqual(['10.255.255.1'])
})

test('invented addresses are new ones each, believed in the lab only', () => {
  expect(addresses('invented-addresses', 12, low).size).toBe(12)
  expect(addresses('not-believed', 12, low).size).toBe(12)
  expect(requestsOf('not-believed', 1)[0]?.path).toBe('/api/saka')
  expect(requestsOf('invented-addresses', 1)[0]?.path).toMatch(/^\/api\/keyspace\/saka\?/)
})

test('the addresses of one IPv6 customer share their first 56 bits', () => {
  expect(
    [...addresses('one-ipv6-customer', 12, high)].map((address) => address?.slice(0, 15)),
  ).toEqual(Array.from({ length: 12 }, () => '2001:db8:ffff:1'))
  expect([...addresses('one-ipv6-customer', 2, low)]).toEqual([
    '2001:db8:1:110::1',
    '2001:db8:1:111::1',
  ])
})

test('users say who they are in X-User, a new name for each', () => {
  expect(requestsOf('users', 2, low)).toMatchObject([
    { headers: { 'X-User': 'learner-1-of-run-1' }, client: { by: 'user' } },
    { headers: { 'X-User': 'learner-2-of-run-1' } },
  ])
})
