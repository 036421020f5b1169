// What reading the settings must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves
// that they catch the mistakes the lesson speaks of.
import { inspect } from 'node:util'
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

const guides = Object.freeze({
  VALKEY_HOST: 'db.example.com',
  VALKEY_PORT: '25061',
  VALKEY_PASSWORD: 'parola',
})

/** Options that would lead elsewhere, or to somebody else's keys: the variables say nothing of them. */
const elsewhere = ['path', 'username', 'db', 'keyPrefix', 'sentinels', 'name', 'natMap']

const readsTheGuides: Check = ({ read }) => {
  const settings = read(guides)
  expect(
    { ...meaningOf(settings), password: settings.password },
    'VALKEY_HOST=db.example.com VALKEY_PORT=25061 VALKEY_PASSWORD=parola',
  ).toEqual({
    host: 'db.example.com',
    port: 25061,
    password: 'parola',
    tls: 'on, certificate checked',
    otherOptions: [],
  })
  const others = { ...guides, VALKEY_HOST: 'cache-2.example.org', VALKEY_PASSWORD: 'other' }
  const second = read(others)
  expect(
    { host: second.host, password: second.password, tls: meaningOf(second).tls },
    'read again, with VALKEY_HOST=cache-2.example.org VALKEY_PASSWORD=other',
  ).toEqual({
    host: 'cache-2.example.org',
    password: 'other',
    tls: 'on, certificate checked',
  })
}

const noPorts = ['six', '6379x', '0', '65536', '70000', '-1', '63.79', ' ', '1e3', '0x50']
const noPortsEither = [' 6379 ', 'x6379', '6379\n', '6_379', '6,379', '655350', '00', 'NaN']

const portIsANumberOrRefused: Check = ({ read }) => {
  for (const port of [...noPorts, ...noPortsEither]) {
    const { named, sentence } = refusal(read, { ...guides, VALKEY_PORT: port })
    expect(sentence, `VALKEY_PORT=${JSON.stringify(port)}`).toMatch(/VALKEY_PORT/)
    expect(
      named,
      `VALKEY_PORT=${JSON.stringify(port)}: the variable that the error names first`,
    ).toBe('VALKEY_PORT')
  }
  for (const port of ['six', '65536', '63.79']) {
    expect(
      refusal(read, { ...guides, VALKEY_PORT: port }).sentence,
      `VALKEY_PORT="${port}": the error says what it got`,
    ).toContain(port)
  }
  for (const port of [1, 2, 80, 6379, 9999, 10_000, 65_534, 65_535]) {
    expect(
      outcomeOf(() => read({ ...guides, VALKEY_PORT: String(port) }).port),
      `VALKEY_PORT="${port}", which is a port: from 1 to 65535 all are`,
    ).toBe(port)
  }
}

const portHasADefault: Check = ({ read }) => {
  const { VALKEY_PORT: _port, ...without } = guides
  expect(read(without).port, 'without VALKEY_PORT').toBe(6379)
  expect(read({ ...guides, VALKEY_PORT: '' }).port, 'with an empty VALKEY_PORT').toBe(6379)
}

const hostIsNeeded: Check = ({ read }) => {
  for (const host of [undefined, '']) {
    const { named, sentence } = refusal(read, { ...guides, VALKEY_HOST: host })
    const tried = `VALKEY_HOST ${host === '' ? 'empty' : 'not set'}`
    expect(sentence, `${tried}: no host may be guessed`).toMatch(/VALKEY_HOST/)
    expect(named, `${tried}: the variable that the error names first`).toBe('VALKEY_HOST')
  }
}

const tlsIsSaidInWords: Check = ({ read }) => {
  for (const VALKEY_HOST of ['db.example.com', '127.0.0.1', 'localhost']) {
    const tls = (VALKEY_TLS: string) => meaningOf(read({ ...guides, VALKEY_HOST, VALKEY_TLS })).tls
    expect(tls('true'), `TLS to ${VALKEY_HOST} with VALKEY_TLS=true`).toBe(
      'on, certificate checked',
    )
    expect(tls('false'), `TLS to ${VALKEY_HOST} with VALKEY_TLS=false`).toBe('off')
  }
  for (const word of ['yes', 'no', '1', '0', 'on', 'truely', 'untrue']) {
    const { named, sentence } = refusal(read, { ...guides, VALKEY_TLS: word })
    expect(sentence, `VALKEY_TLS=${JSON.stringify(word)}`).toMatch(/VALKEY_TLS/)
    expect(
      named,
      `VALKEY_TLS=${JSON.stringify(word)}: the variable that the error names first`,
    ).toBe('VALKEY_TLS')
  }
}

const otherMachines = [
  'db.example.com',
  '10.0.0.5',
  'localhost.example.com',
  'my-localhost',
  'v',
  '127.0.0.1.example.com',
  '2001:db8::1',
]

const tlsFitsTheHost: Check = ({ read }) => {
  for (const VALKEY_TLS of [undefined, '']) {
    const to = (VALKEY_HOST: string) => meaningOf(read({ ...guides, VALKEY_HOST, VALKEY_TLS }))
    const unset = VALKEY_TLS === '' ? 'with an empty VALKEY_TLS' : 'without VALKEY_TLS'
    for (const host of otherMachines) {
      expect(to(host).tls, `TLS to ${host}, another machine, ${unset}`).toBe(
        'on, certificate checked',
      )
      expect(to(host).host, `the host of VALKEY_HOST=${host}`).toBe(host)
    }
    for (const host of ['localhost', '127.0.0.1', '::1']) {
      expect(to(host).tls, `TLS to ${host}, ${unset}`).toBe('off')
      expect(to(host).host, `the host of VALKEY_HOST=${host}`).toBe(host)
    }
  }
}

const passwordMayBeMissing: Check = ({ read }) => {
  const { VALKEY_PASSWORD: _password, ...without } = guides
  expect(read(without).password, 'the password without VALKEY_PASSWORD').toBeUndefined()
  expect(
    read({ ...guides, VALKEY_PASSWORD: '' }).password,
    'the password with an empty VALKEY_PASSWORD: an empty one is sent, and refused',
  ).toBeUndefined()
}

const passwordStaysSecret: Check = ({ read }) => {
  for (const password of ['p#ss w"rd=1', ' parola ', 'PaRoLa', 'false', '0', "%41+&?$'ö"]) {
    expect(
      read({ ...guides, VALKEY_PASSWORD: password }).password,
      `the password of VALKEY_PASSWORD=${JSON.stringify(password)}, as it is`,
    ).toBe(password)
  }
  for (const bad of [{ VALKEY_PORT: '0' }, { VALKEY_TLS: 'yes' }, { VALKEY_HOST: '' }]) {
    const { all } = refusal(read, { ...guides, VALKEY_PASSWORD: 'hunter2', ...bad })
    expect(
      all,
      `${JSON.stringify(bad)}: an error goes into a log, so it must not tell the password`,
    ).not.toMatch(/hunter2/)
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

/** What settings mean, however they are written: an option that is `undefined` is none. */
function meaningOf(settings: ReturnType<ReadConnectionSettings>) {
  const { host, port } = settings
  return { host, port, tls: tlsOf(settings), otherOptions: elsewhere.filter(isIn(settings)) }
}

function tlsOf({ host, tls }: ReturnType<ReadConnectionSettings>): string {
  // A driver takes `tls: false` for none as well.
  if (!tls) return 'off'
  if ('rejectUnauthorized' in tls && !tls.rejectUnauthorized) return 'on, certificate not checked'
  const { servername = host } = tls
  return servername === host
    ? 'on, certificate checked'
    : `on, but for the certificate of ${servername}`
}

function isIn(settings: object) {
  return (name: string) => Reflect.get(settings, name) !== undefined
}

function outcomeOf<T>(call: () => T): T | string {
  try {
    return call()
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`
  }
}

/**
 * What the error says, which variable it names first, and all that a log would show of it. A call that goes well fails
 * the check.
 */
function refusal(
  read: ReadConnectionSettings,
  env: Record<string, string | undefined>,
): { sentence: string; named: string; all: string } {
  try {
    const { port, tls } = read(env)
    const sentence = `accepted: port ${port}, TLS ${tls !== undefined}`
    return { sentence, named: 'none', all: sentence }
  } catch (error) {
    const sentence =
      error instanceof Error ? error.message : `threw ${typeof error}, not an Error: ${error}`
    const [named = 'none'] = /VALKEY_[A-Z]+/.exec(sentence) ?? []
    return { sentence, named, all: inspect(error, { depth: 6 }) }
  }
}
