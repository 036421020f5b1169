import { Redis } from 'ioredis'

/** The guide's connection, in a function so that a test can open and close it. */
export function connect(): Redis {
  // region: connect
  const redis = new Redis({
    host: process.env.VALKEY_HOST,
    port: Number(process.env.VALKEY_PORT),
    password: process.env.VALKEY_PASSWORD,
    tls: {},
  })
  // endregion: connect
  return redis
}
