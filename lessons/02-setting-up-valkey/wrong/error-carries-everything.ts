// Wrong: the sentence is discreet, but its cause is the whole environment. A log prints both.
export type ConnectionSettings = {
  host: string
  port: number
  password?: string
  tls?: { servername?: string }
}

type Environment = Record<string, string | undefined>

/**
 * Reads from the environment where Valkey is, as options for ioredis.
 * Throws an Error that names the first bad variable and what it must be; it never repeats a password.
 */
export function readConnectionSettings(env: Environment): ConnectionSettings {
  const host = env.VALKEY_HOST
  if (!host) {
    throw new Error('VALKEY_HOST is not set. Give the host name of your Valkey, or 127.0.0.1.')
  }
  return {
    host,
    port: readPort(env),
    ...(env.VALKEY_PASSWORD && { password: env.VALKEY_PASSWORD }),
    ...(readTls(env.VALKEY_TLS, host) && { tls: {} }),
  }
}

function readPort(env: Environment): number {
  const text = env.VALKEY_PORT
  if (!text) return 6379
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (port >= 1 && port <= 65_535) return port
  throw new Error(`VALKEY_PORT must be a whole number from 1 to 65535, got "${text}".`, {
    cause: env,
  })
}

function readTls(text: string | undefined, host: string): boolean {
  if (!text) return host !== 'localhost' && host !== '127.0.0.1' && host !== '::1'
  if (text === 'true' || text === 'false') return text === 'true'
  throw new Error(`VALKEY_TLS must be true or false, got "${text}".`)
}
