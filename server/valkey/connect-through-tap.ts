import { Redis } from 'ioredis'
import { connectionOptions } from './connect.ts'

/**
 * The client that a learner's limiter is handed in its own process: with the workbook's settings, over the tap's port
 * on loopback. RESP2, which the tap reads. `deadline: false` leaves it to the limiter how long Valkey may take.
 */
export function connectThroughTap({
  port,
  username,
  password,
  keyPrefix = '',
  deadline = true,
}: {
  port: number
  username?: string
  password?: string
  keyPrefix?: string
  deadline?: boolean
}): Redis {
  const { commandTimeout, ...options } = connectionOptions({
    host: '127.0.0.1',
    port,
    tls: false,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  })
  return new Redis({ ...options, ...(deadline && { commandTimeout }), protocol: 2, keyPrefix })
}
