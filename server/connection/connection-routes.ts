// What this workbook is connected to, and a try of somebody's own credentials.
import { X509Certificate } from 'node:crypto'
import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { sendProblem } from '../http/problems.ts'
import type { ValkeyAddress } from '../valkey/address.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import type { ConnectionNow, ConnectionReport } from '../valkey/contract.ts'
import { pingInTurn } from '../valkey/ping-in-turn.ts'

const pings = 7
const largestBody = '32kb'

/** `GET /api/connection`: see ConnectionNow. */
export function createConnectionRoute({ client, health }: ValkeyConnection): RequestHandler {
  return async function tellConnection(_req, res) {
    const roundTripMs = await pingInTurn(client, pings).catch((error) => {
      health.suspect(error)
      return []
    })
    const now: ConnectionNow = { status: health.status(), roundTripMs }
    res.set('Cache-Control', 'no-store').json(now)
  }
}

/**
 * `POST /api/connection-check`: see ConnectionToCheck and ConnectionReport. It connects to whatever address it is given, so
 * mount it only where the workbook serves one learner on their own machine. One at a time; another gets 503 meanwhile.
 */
export function createConnectionCheck(
  check: (address: ValkeyAddress) => Promise<ConnectionReport>,
): RequestHandler[] {
  let checking = false
  return [
    express.json({ limit: largestBody }),
    async function checkConnectionOnce(req, res) {
      const parsed = toCheck.safeParse(req.body)
      if (!parsed.success) {
        return sendProblem(res, {
          status: 400,
          title: 'Not an address to check',
          detail: sentence(parsed.error, req.body),
        })
      }
      if (checking) {
        res.set('Retry-After', '5')
        return sendProblem(res, {
          status: 503,
          title: 'A check is running',
          detail:
            'One connection is checked at a time, and another one is being checked. Try again in a moment.',
        })
      }
      checking = true
      try {
        const { tls, ca, username, password, ...at } = parsed.data
        const report = await check({
          ...at,
          ...(username && { username }),
          ...(password && { password }),
          tls: tls && (ca ? { ca } : {}),
        })
        res.set('Cache-Control', 'no-store').json(report)
      } finally {
        checking = false
      }
    },
  ]
}

const toCheck = z.strictObject({
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._:-]{1,253}$/, 'must be a host name or an IP address alone'),
  port: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(65_535, 'must be 65535 or less'),
  username: z.string().max(200, 'is longer than 200 characters').optional(),
  password: z.string().max(1000, 'is longer than 1000 characters').optional(),
  tls: z.boolean('must be true or false'),
  ca: z
    .string()
    .max(20_000, 'is longer than 20000 characters')
    .refine(isCertificate, 'is no PEM certificate (-----BEGIN CERTIFICATE-----)')
    .optional(),
})

function isCertificate(pem: string): boolean {
  if (pem === '') return true
  try {
    return new X509Certificate(pem).subject !== ''
  } catch {
    return false
  }
}

/** Names the field and its value, but never repeats a secret. */
function sentence(error: z.ZodError, body: unknown): string {
  const issue = error.issues[0]
  const field = issue?.path.join('.') || 'the body'
  const given = body as Record<string, unknown> | undefined
  const shown =
    field === 'host' || field === 'port' || field === 'tls'
      ? `, got ${JSON.stringify(given?.[field])?.slice(0, 100) ?? 'nothing'}`
      : ''
  return `${field} ${issue?.message ?? 'cannot be read'}${shown}. Nothing was tried.`
}
