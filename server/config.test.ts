import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig, readEnvironment } from './config.ts'

function folderWith(file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, file), text)
  return folder
}

test('without any setting it is the guide: 5 per 60 s, port 3000, loopback, a Valkey of its own', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    policy: { limit: 5, windowSeconds: 60 },
    valkey: undefined,
    hosts: ['localhost', '127.0.0.1', '[::1]'],
    trustProxy: 0,
    workspace: 'workspace',
  })
})

test('VALKEY_HOST, VALKEY_PORT and VALKEY_PASSWORD name a managed Valkey over TLS, as in the guide', () => {
  const { valkey } = readConfig({
    VALKEY_HOST: 'db.example.com',
    VALKEY_PORT: '25061',
    VALKEY_PASSWORD: 'parola',
  })
  expect(valkey).toEqual({ host: 'db.example.com', port: 25_061, password: 'parola', tls: {} })
})

test.each(['localhost', '127.0.0.1', '127.0.0.2', '::1'])(
  'on %s TLS is off unless asked for',
  (host) => {
    expect(readConfig({ VALKEY_HOST: host }).valkey?.tls).toBe(false)
    expect(readConfig({ VALKEY_HOST: host, VALKEY_TLS: 'true' }).valkey?.tls).toEqual({})
  },
)

test('a variable set in the terminal wins over .env', () => {
  const folder = folderWith('.env', 'PORT=4000\nRATE_LIMIT=10\n')
  const env = readEnvironment({ PORT: '5000' }, folder)
  expect(readConfig(env)).toMatchObject({ port: 5000, policy: { limit: 10 } })
})

test('TRUST_PROXY is a number of proxies or a list of addresses', () => {
  expect(readConfig({ TRUST_PROXY: '1' }).trustProxy).toBe(1)
  expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, fd00::/8' }).trustProxy).toEqual([
    '10.0.0.0/8',
    'fd00::/8',
  ])
})

test('ALLOWED_HOSTS adds names to the loopback ones', () => {
  expect(readConfig({ ALLOWED_HOSTS: 'workbook.test, room.test' }).hosts).toEqual([
    'localhost',
    '127.0.0.1',
    '[::1]',
    'workbook.test',
    'room.test',
  ])
})

const notPem = folderWith.bind(null, 'ca.pem', 'not a certificate')
const badSettings: [Record<string, string>, RegExp][] = [
  [{ PORT: 'six' }, /^PORT must be a whole number from 0 to 65535, got "six"\.$/],
  [{ PORT: '65536' }, /^PORT .* got "65536"/],
  [{ PORT: '-1' }, /^PORT .* got "-1"/],
  [{ RATE_LIMIT: '0' }, /^RATE_LIMIT must be a whole number from 1 to 1000000000, got "0"/],
  [{ RATE_LIMIT: '1e3' }, /^RATE_LIMIT .* got "1e3"/],
  [{ RATE_WINDOW_SECONDS: '0.5' }, /^RATE_WINDOW_SECONDS .* got "0.5"/],
  [
    { VALKEY_HOST: 'h', VALKEY_PORT: 'six' },
    /^VALKEY_PORT must be a whole number from 1 to 65535, got "six"\.$/,
  ],
  [{ VALKEY_HOST: 'h', VALKEY_CLUSTER: '3' }, /^VALKEY_CLUSTER must be true or false, got "3"/],
  [{ VALKEY_HOST: 'h', VALKEY_TLS: 'yes' }, /^VALKEY_TLS must be true or false, got "yes"/],
  [
    { VALKEY_HOST: 'h', VALKEY_CA_FILE: 'no-such.pem' },
    /^VALKEY_CA_FILE names "no-such\.pem", which cannot be read/,
  ],
  [{ HOST: '0.0.0.0' }, /^HOST must be a loopback address.*"0\.0\.0\.0".*npm run workshop/],
  [{ HOST: 'example.com' }, /^HOST must be a loopback address/],
  [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY must be .* got "true"/],
  [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY .* got "10\.0\.0\.0\/33"/],
]

test.each(badSettings)('%o is refused by name and value', (env, message) => {
  expect(() => readConfig(env)).toThrow(message)
})

test('a certificate file that holds none is refused by name', () => {
  const file = join(notPem(), 'ca.pem')
  expect(() => readConfig({ VALKEY_HOST: 'h.example', VALKEY_CA_FILE: file })).toThrow(
    /holds no PEM certificate/,
  )
})
