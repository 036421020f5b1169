import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { ValkeyAddress } from '../valkey/address.ts'
import { connectValkey } from '../valkey/connect.ts'

/** The one Valkey of a test run. */
export type TestValkey = {
  address: ValkeyAddress
  /** For example "9.1.2". */
  version: string
  /** Where it comes from, for people: "Testcontainers, image valkey/valkey:9.1.2". */
  origin: string
  stop(): Promise<void>
}

/**
 * The Valkey that TEST_VALKEY_HOST names (with TEST_VALKEY_PORT, _USERNAME, _PASSWORD, _TLS, _CA_FILE), or undefined
 * without that variable. The run empties it at its end.
 * Throws when it does not answer, and when any of its databases holds a key: a test run must not meet
 * anybody's data.
 */
export async function takeNamedValkey(env: NodeJS.ProcessEnv): Promise<TestValkey | undefined> {
  if (!env.TEST_VALKEY_HOST) return undefined
  const address = readAddress(env, env.TEST_VALKEY_HOST)
  const where = `${address.host}:${address.port}`
  const connection = connectValkey(address, { where })
  try {
    const cause = await connection.ready(5000)
    if (cause) {
      const sentence = cause.sentence.replaceAll(/\bVALKEY_/g, 'TEST_VALKEY_')
      throw new Error(`TEST_VALKEY_HOST names a Valkey that cannot be used. ${sentence}`)
    }
    await claim(connection.client, where)
  } catch (error) {
    connection.close()
    throw error
  }
  return {
    address,
    version: connection.health.status().version ?? 'of unknown version',
    origin: `TEST_VALKEY_HOST, ${where}`,
    async stop() {
      await connection.client.flushall()
      connection.close()
    },
  }
}

// A second run on the same Valkey finds this key and is refused; a run that crashed lets go in ten minutes.
const claimKey = 'workbook:test-run'
const claimSeconds = 600

async function claim(valkey: Redis, where: string): Promise<void> {
  const held = databasesWithKeys(await valkey.info('keyspace'))
  if (held.length > 0) {
    throw new Error(
      `TEST_VALKEY_HOST names ${where}, whose ${held.join(', ')}. Tests run on an empty Valkey only (they empty it at their end): name another one, or empty this one with FLUSHALL if nobody needs its keys.`,
    )
  }
  if ((await valkey.set(claimKey, process.pid, 'EX', claimSeconds, 'NX')) === null) {
    throw new Error(
      `TEST_VALKEY_HOST names ${where}, which another test run has just taken. Wait for its end.`,
    )
  }
}

/** From `INFO keyspace`, which lists only databases that hold keys: "db0:keys=3,expires=0,…". */
function databasesWithKeys(info: string): string[] {
  const lines = info.matchAll(/^db(\d+):keys=(\d+)/gm)
  return [...lines].map(
    ([, db, keys]) => `database ${db} holds ${keys} ${keys === '1' ? 'key' : 'keys'}`,
  )
}

function readAddress(env: NodeJS.ProcessEnv, host: string): ValkeyAddress {
  const port = Number(env.TEST_VALKEY_PORT || 6379)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(
      `TEST_VALKEY_PORT must be a whole number from 1 to 65535, got "${env.TEST_VALKEY_PORT}"`,
    )
  }
  const tls = env.TEST_VALKEY_TLS || 'false'
  if (tls !== 'true' && tls !== 'false') {
    throw new Error(`TEST_VALKEY_TLS must be true or false, got "${tls}"`)
  }
  const caFile = env.TEST_VALKEY_CA_FILE
  return {
    host,
    port,
    ...(env.TEST_VALKEY_USERNAME && { username: env.TEST_VALKEY_USERNAME }),
    ...(env.TEST_VALKEY_PASSWORD && { password: env.TEST_VALKEY_PASSWORD }),
    tls: tls === 'true' ? { ...(caFile && { ca: readFileSync(caFile, 'utf8') }) } : false,
  }
}
