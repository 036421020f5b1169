// What reading the settings must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves
// that they catch the mistakes the lesson speaks of.
import { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { ValkeyAddress } from '../../server/valkey/address.ts'

/** Options for ioredis, from the environment; throws an Error that names the bad variable. */
export type ReadConnectionSettings = (env: Record<string, string | undefined>) => {
  host: string
  port: number
  password?: string
  tls?: { servername?: string }
}

/** `address`: the Valkey of this test run. */
export type Check = (parts: {
  read: ReadConnectionSettings
  address: ValkeyAddress
}) => Promise<void> | void

const guides = {
  VALKEY_HOST: 'db.example.com',
  VALKEY_PORT: '25061',
  VALKEY_PASSWORD: 'parola',
}

const readsTheGuides: Check = ({ read }) => {
  expect(
    read(guides),
    'VALKEY_HOST=db.example.com VALKEY_PORT=25061 VALKEY_PASSWORD=parola',
  ).toEqual({ host: 'db.example.com', port: 25061, password: 'parola', tls: {} })
}

const portIsANumberOrRefused: Check = ({ read }) => {
  for (const port of ['six', '6379x', '0', '70000', '-1', '63.79', ' ', '1e3', '0x50', ' 6379 ']) {
    expect(refusal(read, { ...guides, VALKEY_PORT: port }), `VALKEY_PORT="${port}"`).toMatch(
      /VALKEY_PORT/,
    )
  }
  expect(refusal(read, { ...guides, VALKEY_PORT: 'six' }), 'the error says what it got').toMatch(
    /six/,
  )
}

const portHasADefault: Check = ({ read }) => {
  const { VALKEY_PORT: _port, ...without } = guides
  expect(read(without).port, 'without VALKEY_PORT').toBe(6379)
  expect(read({ ...guides, VALKEY_PORT: '' }).port, 'with an empty VALKEY_PORT').toBe(6379)
}

const hostIsNeeded: Check = ({ read }) => {
  for (const host of [undefined, '']) {
    expect(
      refusal(read, { ...guides, VALKEY_HOST: host }),
      `VALKEY_HOST ${host === '' ? 'empty' : 'not set'}: no host may be guessed`,
    ).toMatch(/VALKEY_HOST/)
  }
}

const tlsIsSaidInWords: Check = ({ read }) => {
  const tls = (VALKEY_TLS: string) => read({ ...guides, VALKEY_TLS }).tls !== undefined
  expect(tls('true'), 'TLS with VALKEY_TLS=true').toBe(true)
  expect(tls('false'), 'TLS with VALKEY_TLS=false').toBe(false)
  expect(refusal(read, { ...guides, VALKEY_TLS: 'yes' }), 'VALKEY_TLS=yes').toMatch(/VALKEY_TLS/)
}

const tlsFitsTheHost: Check = ({ read }) => {
  const tls = (VALKEY_HOST: string) => read({ ...guides, VALKEY_HOST }).tls !== undefined
  expect(tls('db.example.com'), 'TLS to another machine, without VALKEY_TLS').toBe(true)
  for (const host of ['localhost', '127.0.0.1', '::1']) {
    expect(tls(host), `TLS to ${host}, without VALKEY_TLS`).toBe(false)
  }
}

const passwordMayBeMissing: Check = ({ read }) => {
  const { VALKEY_PASSWORD: _password, ...without } = guides
  expect(read(without), 'without VALKEY_PASSWORD').not.toHaveProperty('password')
  expect(
    read({ ...guides, VALKEY_PASSWORD: '' }),
    'with an empty VALKEY_PASSWORD',
  ).not.toHaveProperty('password')
}

const passwordStaysSecret: Check = ({ read }) => {
  const password = 'p#ss w"rd=1'
  expect(read({ ...guides, VALKEY_PASSWORD: password }).password, 'a password as it is').toBe(
    password,
  )
  for (const bad of [{ VALKEY_PORT: '0' }, { VALKEY_TLS: 'yes' }, { VALKEY_HOST: '' }]) {
    const sentence = refusal(read, { ...guides, VALKEY_PASSWORD: 'hunter2', ...bad })
    expect(sentence, 'an error goes into a log, so it must not tell the password').not.toMatch(
      /hunter2/,
    )
  }
}

const aRealValkeyAnswers: Check = async ({ read, address }) => {
  const settings = read({
    VALKEY_HOST: address.host,
    VALKEY_PORT: String(address.port),
    VALKEY_PASSWORD: address.password,
    VALKEY_TLS: String(address.tls !== false),
  })
  // What the guide has no variable for, a user name and a certificate, comes from the test run itself.
  const { username, tls } = address
  const client = new Redis({
    ...settings,
    ...(username !== undefined && { username }),
    ...(tls && { tls }),
    lazyConnect: true,
    connectTimeout: 2000,
    retryStrategy: () => null,
  })
  client.on('error', () => undefined)
  try {
    const connected = client.connect().then(() => client.ping())
    const answer = await connected.catch((error) => `no answer: ${error.message}`)
    expect(answer, 'PING to the Valkey of this test, with these settings').toBe('PONG')
  } finally {
    client.disconnect()
  }
}

export const checks: Record<string, Check> = {
  "the guide's three variables become options": readsTheGuides,
  'a port that is none is refused by name': portIsANumberOrRefused,
  'the port is 6379 unless it is set': portHasADefault,
  'without a host it stops': hostIsNeeded,
  'VALKEY_TLS is true or false, in words': tlsIsSaidInWords,
  'TLS is on, except to this machine': tlsFitsTheHost,
  'a password may be missing': passwordMayBeMissing,
  'a password is taken as it is, and never told': passwordStaysSecret,
  'with these settings a real Valkey answers': aRealValkeyAnswers,
}

/** What the error says; a call that goes well fails the check. */
function refusal(read: ReadConnectionSettings, env: Record<string, string | undefined>): string {
  try {
    return `accepted: port ${read(env).port}, TLS ${read(env).tls !== undefined}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
