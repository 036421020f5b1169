import { spawn } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
import { createAskAsUser } from '../server/valkey/ask-as-user.ts'
import { connectValkey } from '../server/valkey/connect.ts'
import { findValkeyServer } from '../server/valkey/find.ts'
import { launchPlan } from '../server/valkey/launch-plan.ts'
import { type Certificates, makeCertificates } from './certificate.ts'

const opened: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

describe('a certificate', async () => {
  const made = await makeCertificates({
    hosts: ['localhost', '127.0.0.1', 'fe80::1:2', '::1'],
    days: 30,
  })
  const ca = new X509Certificate(made.ca)
  const server = new X509Certificate(made.certificate)

  test('is signed by its authority, and has its key', () => {
    expect(ca.ca).toBe(true)
    expect(server.ca).toBe(false)
    expect(ca.verify(ca.publicKey)).toBe(true)
    expect(server.verify(ca.publicKey)).toBe(true)
    expect(server.checkIssued(ca)).toBe(true)
    expect(server.checkPrivateKey(createPrivateKey(made.key))).toBe(true)
  })

  test('is good for its hosts and no other', () => {
    for (const host of ['127.0.0.1', '::1', 'fe80::1:2']) expect(server.checkIP(host)).toBe(host)
    expect(server.checkHost('localhost')).toBe('localhost')
    expect(server.checkHost('example.org')).toBeUndefined()
    expect(server.checkIP('127.0.0.2')).toBeUndefined()
  })

  test('is valid now and for the days asked', () => {
    const left = new Date(server.validTo).getTime() - Date.now()
    expect(new Date(server.validFrom).getTime()).toBeLessThan(Date.now())
    expect(Math.abs(left / 86_400_000 - 30)).toBeLessThan(0.01)
  })

  test('two are never the same', async () => {
    expect(new X509Certificate((await makeCertificates()).ca).serialNumber).not.toBe(
      ca.serialNumber,
    )
  })
})

describe('a Valkey with TLS', () => {
  test('is trusted by a client that is given the authority', async ({ skip }) => {
    const made = await makeCertificates()
    const connect = await startTlsValkey(made, skip)
    const { ready, health } = connect('127.0.0.1', made.ca)
    expect(await ready(5000)).toBeUndefined()
    expect(health.status()).toMatchObject({ up: true, tls: true })
    expect(await connect('localhost', made.ca).ready(5000)).toBeUndefined()
    const address = { host: '127.0.0.1', port: connect.port }
    const user = { username: 'default', password: 'secret' }
    const ask = createAskAsUser({ ...address, tls: { ca: made.ca } })
    expect(await ask(user, ['PING'])).toMatchObject({ reply: { type: 'status', text: 'PONG' } })
    const distrusts = createAskAsUser({ ...address, tls: {} })
    await expect(distrusts(user, ['PING'])).rejects.toMatchObject({
      code: expect.stringMatching(/CERT|VERIFY/),
    })
  })

  test('is refused by a client with another authority, or none', async ({ skip }) => {
    const connect = await startTlsValkey(await makeCertificates(), skip)
    const cause = await connect('127.0.0.1', (await makeCertificates()).ca).ready(5000)
    expect(cause?.fault).toBe('setting')
    expect(cause?.sentence).toMatch(/is not trusted \(\w+\)\. Set VALKEY_CA_FILE/)
    expect((await connect('127.0.0.1').ready(5000))?.sentence).toMatch(/is not trusted/)
  })

  test('is refused under a name that its certificate does not hold', async ({ skip }) => {
    const made = await makeCertificates({ hosts: ['valkey.example'] })
    const connect = await startTlsValkey(made, skip)
    expect(await connect('127.0.0.1', made.ca).ready(5000)).toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      fault: 'setting',
    })
  })
})

/** Starts a server that speaks TLS only. Returns what opens a connection to it, trusting `ca`. */
async function startTlsValkey(made: Certificates, skip: (why: string) => never) {
  const options = { env: process.env, root: process.cwd(), log: () => {} }
  const source = await findValkeyServer(options)
  if (source.kind === 'docker')
    skip('TLS is tested on a valkey-server here, and there is only Docker')
  const folder = mkdtempSync(join(tmpdir(), 'workbook-tls-'))
  opened.push({ close: () => rmSync(folder, { recursive: true, force: true }) })
  const file = (name: string, pem: string) => {
    writeFileSync(join(folder, name), pem)
    return join(folder, name)
  }
  const port = await freePort()
  const { command, args, env } = launchPlan(source, port, 'tls').server
  const child = spawn(command, args, { env: { ...process.env, ...env } })
  opened.push({
    async close() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  })
  child.stdin.write(`bind 127.0.0.1
port 0
tls-port ${port}
tls-ca-cert-file ${file('ca.crt', made.ca)}
tls-cert-file ${file('server.crt', made.certificate)}
tls-key-file ${file('server.key', made.key)}
tls-auth-clients no
requirepass secret
save ""
end
`)
  const log: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    log.push(line)
    if (line.includes('Ready to accept connections')) break
  }
  child.stdout.resume()
  expect(log.at(-1)).toContain('Ready to accept connections')
  return Object.assign(connect, { port })

  function connect(host: string, ca?: string) {
    const tls = ca === undefined ? {} : { ca }
    const address = { host, port, password: 'secret', tls }
    const connection = connectValkey(address, { where: 'a Valkey with TLS' })
    opened.push(connection)
    return connection
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return address && typeof address === 'object' ? address.port : 0
}
