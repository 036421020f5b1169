import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Redis } from 'ioredis'
import { rateLimit } from '../../limiter/rate-limit.ts'

/** Puts rateLimit() before an endpoint on a loopback port, visits it so many times over HTTP, and gives the statuses. */
export async function visitLimitedApp({
  valkey,
  limit,
  windowSeconds,
  visits,
}: {
  valkey: Redis
  limit: number
  windowSeconds: number
  visits: number
}): Promise<number[]> {
  const app = express()
  app.get('/', rateLimit({ valkey, limit, windowSeconds }), (_req, res) => {
    res.send('joke')
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const statuses = []
    for (let i = 0; i < visits; i += 1) {
      const response = await fetch(url)
      await response.text()
      statuses.push(response.status)
    }
    return statuses
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
