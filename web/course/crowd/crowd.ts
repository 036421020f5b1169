// A crowd: some people, and how their requests say who they are. Each run makes up new names, so that it begins in a
// fresh window and never finds what an earlier one has counted.
import { type OutgoingRequest, sakaPath } from '../../core/ask.ts'

/**
 * - `one-address`: everybody sits behind one router, and addresses are counted
 * - `users`: the same people, signed in, and users are counted
 * - `invented-addresses`: one person who writes a new address into X-Forwarded-For each time, and is believed
 * - `not-believed`: the same, sent to the guide's endpoint, where no proxy is trusted
 * - `one-ipv6-customer`: one person with a new IPv6 address for each request, all of one network
 */
export type Crowd =
  | 'one-address'
  | 'users'
  | 'invented-addresses'
  | 'not-believed'
  | 'one-ipv6-customer'

/** The requests of one run, `size` of them. `random` gives a number from 0 up to 1. */
export function requestsOf(crowd: Crowd, size: number, random = Math.random): OutgoingRequest[] {
  const run = 1 + Math.floor(random() * 65_535)
  return Array.from({ length: size }, (_, place) => {
    if (crowd === 'users') {
      const name = `learner-${place + 1}-of-run-${run}`
      return labRequest({ by: 'user', name }, 'X-User')
    }
    const name = addressOf(crowd, run, place)
    if (crowd !== 'not-believed') return labRequest({ by: 'ip', name }, 'X-Forwarded-For')
    return { path: sakaPath, headers: { 'X-Forwarded-For': name } }
  })
}

/** 10.0.0.0/8 is private (RFC 1918) and 2001:db8::/32 kept for documentation (RFC 3849): nobody real is meant. */
function addressOf(crowd: Crowd, run: number, place: number): string {
  const network = `${run >> 8}.${run & 255}`
  if (crowd === 'one-address') return `10.${network}.1`
  if (crowd === 'one-ipv6-customer') return `2001:db8:${run.toString(16)}:1${place + 10}::1`
  return `10.${network}.${(place % 250) + 1}`
}

function labRequest(client: { by: 'ip' | 'user'; name: string }, header: string): OutgoingRequest {
  return {
    path: `/api/keyspace/saka?limit=5&window=60&by=${client.by}`,
    headers: { [header]: client.name },
    client,
  }
}
