import type { RequestHandler } from 'express'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { sendProblem } from './problems.ts'

/** GET /healthz: 200 for as long as the process lives. */
export const healthz: RequestHandler = function healthz(_req, res) {
  res.json({ status: 'ok' })
}

/** GET /readyz: 200 only while Valkey answers a PING, else 503 with the cause. */
export function createReadyz({ client, health }: ValkeyConnection): RequestHandler {
  return async function readyz(_req, res) {
    try {
      await client.ping()
      const { version, where } = health.status()
      res.json({ status: 'ready', valkey: { version, where } })
    } catch (error) {
      health.suspect(error)
      res.set('Retry-After', '1')
      sendProblem(res, {
        status: 503,
        title: 'Valkey does not answer',
        detail: health.explain(error),
      })
    }
  }
}
