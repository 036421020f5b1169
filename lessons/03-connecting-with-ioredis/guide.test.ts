import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterEach, expect, test, vi } from 'vitest'
import { makeCertificates } from '../../scripts/certificate.ts'
import { connect } from './guide/connect.ts'

afterEach(() => vi.unstubAllEnvs())

test("the guide's client speaks TLS and trusts only authorities that Node knows", async () => {
  const { certificate: cert, key } = await makeCertificates()
  const server = createServer({ cert, key }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  await once(server, 'listening')
  vi.stubEnv('VALKEY_HOST', 'localhost')
  vi.stubEnv('VALKEY_PORT', String((server.address() as AddressInfo).port))
  const client = connect()
  const [error] = await once(client, 'error').catch((thrown) => [thrown])
  client.disconnect()
  server.close()
  expect(error.code).toMatch(/^UNABLE_TO_|SELF_SIGNED_CERT/)
})

test("the guide's client waits: it queues and tries again twenty times, without a deadline", () => {
  vi.stubEnv('VALKEY_HOST', '127.0.0.1')
  vi.stubEnv('VALKEY_PORT', '1')
  const client = connect()
  client.on('error', () => undefined)
  client.disconnect()
  expect(client.options).toMatchObject({
    ...{ enableOfflineQueue: true, maxRetriesPerRequest: 20 },
    ...{ autoResendUnfulfilledCommands: true, connectTimeout: 10_000 },
  })
  expect(client.options.commandTimeout).toBeUndefined()
})
