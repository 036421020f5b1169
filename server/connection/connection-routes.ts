// What this workbook is connected to, and a try of somebody's own credentials.
import { X509Certificate } from 'node:crypto'
import type { RequestHandler } from 'express'
import { createBodyReader } from '../http/read-body.ts'
import { Refusal } from '../http/refusal.ts'
import type { ValkeyAddress } from '../valkey/address.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import type { ConnectionNow, ConnectionReport } from '../valkey/contract.ts'
import { pingInTurn } from '../valkey/ping-in-turn.ts'
import { connectionBody } from './contract.ts'

const pings = 7

/** `GET /api/connection`: see ConnectionNow. */
export function createConnectionRoute({ client, health }: ValkeyConnection): RequestHandler {
  return async function tellConnection(_req, res) {
    const roundTripMs = await pingInTurn(client, pings).catch((error) => {
      health.suspect(error)
      return []
    })
    const now: ConnectionNow = { status: health.status(), roundTripMs }
    res.json(now)
  }
}

/**
 * `POST /api/connection-check`: see ConnectionToCheck and ConnectionReport. It connects to whatever address it is given, so
 * mount it only where the workbook serves one learner on their own machine. One at a time; another gets 503 meanwhile.
 */
export function createConnectionCheck(
  check: (address: ValkeyAddress) => Promise<ConnectionReport>,
): RequestHandler {
  const title = 'Not an address to check'
  const after = 'Nothing was tried.'
  const secret = ['username', 'password', 'ca']
  const read = createBodyReader({ limit: '32kb', title, after, secret })
  let checking = false
  return async function checkConnectionOnce(req, res) {
    const { tls, ca, username, password, ...at } = await read(connectionBody, req)
    if (ca && !isCertificate(ca)) {
      const detail = `ca is no PEM certificate (-----BEGIN CERTIFICATE-----). ${after}`
      throw new Refusal(title, detail, 400)
    }
    if (checking) {
      res.set('Retry-After', '5')
      const detail =
        'One connection is checked at a time, and another one is being checked. Try again in a moment.'
      throw new Refusal('A check is running', detail, 503)
    }
    checking = true
    try {
      const report = await check({
        ...at,
        ...(username && { username }),
        ...(password && { password }),
        tls: tls && (ca ? { ca } : {}),
      })
      res.json(report)
    } finally {
      checking = false
    }
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== ''
  } catch {
    return false
  }
}
