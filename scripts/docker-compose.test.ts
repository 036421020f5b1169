import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import type { ValkeyAddress } from '../server/valkey/address.ts'
import { connectValkey } from '../server/valkey/connect.ts'
import { VALKEY_IMAGE } from '../server/valkey/docker-server.ts'
import { ensureCertificates } from './certificate-folder.ts'

type Service = {
  image: string
  command: string[]
  environment: Record<string, string>
  healthcheck: { test: string[] }
  ports: string[]
  restart: string
  profiles?: string[]
  volumes?: string[]
}
type ComposeFile = {
  services: Record<string, Service>
  configs: Record<string, { content: string }>
}

const file = join(process.cwd(), 'docker-compose.yml')
const { services, configs }: ComposeFile = parse(readFileSync(file, 'utf8'), { merge: true })

describe('docker-compose.yml', () => {
  test.each(Object.entries(services))(
    '%s: one pinned version, the one the tests use',
    (_, service) => {
      expect(service.image).toBe(`\${VALKEY_IMAGE:-${VALKEY_IMAGE}}`)
      expect(VALKEY_IMAGE).toMatch(/:\d+\.\d+\.\d+$/)
    },
  )

  test.each(Object.entries(services))('%s: published on loopback only', (_, service) => {
    expect(service.ports).not.toHaveLength(0)
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test.each(Object.entries(services))('%s: the password is on no command line', (_, service) => {
    const lines = [...service.command, ...service.healthcheck.test].join(' ')
    expect(lines).not.toMatch(/VALKEY_PASSWORD|requirepass|\s-a\b|--pass/)
    expect(service.environment.VALKEYCLI_AUTH).toMatch(/^\$\{VALKEY_PASSWORD:\?.+\}$/)
  })

  test.each(Object.entries(services))('%s: is checked, and comes back by itself', (_, service) => {
    expect(service.healthcheck.test).toEqual(
      expect.arrayContaining(['CMD', 'valkey-cli', '-e', 'ping']),
    )
    expect(service.restart).toBe('unless-stopped')
  })

  test('every server asks for a password and keeps nothing on disk', () => {
    for (const { content } of Object.values(configs)) {
      expect(content).toMatch(/^requirepass '\$\{VALKEY_PASSWORD\}'$/m)
      expect(content).toContain('save ""\nappendonly no\n')
      expect(content).toContain('maxmemory-policy noeviction')
    }
  })

  test('TLS is a profile of its own, with no plain port beside it', () => {
    expect(services['valkey-tls']?.profiles).toEqual(['tls'])
    expect(services.valkey?.profiles).toBeUndefined()
    expect(configs['valkey-tls']?.content).toMatch(/^port 0$/m)
    expect(configs['valkey-tls']?.content).toMatch(/^tls-port 6379$/m)
  })
})

const docker = inject('docker')
const compose = docker.answers ? await findCompose() : undefined

describe('started for real', { timeout: 120_000 }, () => {
  // A folder of its own: compose reads no `.env` of the checkout, and certs/ is the test's.
  const folder = mkdtempSync(join(tmpdir(), 'workbook-compose-'))
  const project = `workbook-test-${process.pid}`
  const password = `letters and 'digits" #1 \\n`.replaceAll("'", '')
  const connections: { close(): void }[] = []

  beforeEach(({ skip }) => {
    if (!docker.answers) skip(docker.why)
    if (!compose) skip('Docker answers, but there is no Docker Compose 2 beside it')
  })
  afterEach(async () => {
    for (const one of connections.splice(0)) one.close()
    if (compose) await run(['--profile', 'tls', 'down', '--volumes', '--timeout', '1'])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function run(args: string[], env: Record<string, string> = {}): Promise<string> {
    if (!docker.answers || !compose) throw new Error('there is no Docker Compose')
    const [command, ...first] = compose
    const where = ['--file', file, '--project-directory', folder, '--project-name', project]
    const { stdout } = await promisify(execFile)(command, [...first, ...where, ...args], {
      env: { ...process.env, VALKEY_IMAGE: docker.image, VALKEY_PASSWORD: password, ...env },
    })
    return stdout
  }

  function connect(address: Omit<ValkeyAddress, 'password'>) {
    const connection = connectValkey({ ...address, password }, { where: 'compose' })
    connections.push(connection)
    return connection
  }

  test('without a password compose says what to do', async () => {
    await expect(run(['config'], { VALKEY_PASSWORD: '' })).rejects.toThrow(
      /Put a password into \.env first/,
    )
  })

  test('Valkey becomes healthy and answers to its password, on loopback only', async () => {
    const port = await freePort()
    await run(['up', '--detach', '--wait', 'valkey'], { VALKEY_PUBLISH_PORT: String(port) })
    const connection = connect({ host: '127.0.0.1', port, tls: false })
    expect(await connection.ready(5000)).toBeUndefined()
    expect(await connection.client.config('GET', 'appendonly')).toEqual(['appendonly', 'no'])
    for (const host of otherAddresses()) {
      const cause = await connect({ host, port, tls: false }).ready(1500)
      expect(cause?.code, `${host}:${port}`).toMatch(/ECONNREFUSED|ETIMEDOUT|CONNECTING/)
    }
  })

  test('the TLS profile is healthy with the certificate of the script', async () => {
    ensureCertificates({ folder: join(folder, 'certs') })
    const port = await freePort()
    const env = { VALKEY_TLS_PUBLISH_PORT: String(port) }
    await run(['--profile', 'tls', 'up', '--detach', '--wait', 'valkey-tls'], env)
    const ca = readFileSync(join(folder, 'certs/ca.crt'), 'utf8')
    expect(await connect({ host: '127.0.0.1', port, tls: { ca } }).ready(5000)).toBeUndefined()
    expect((await connect({ host: '127.0.0.1', port, tls: {} }).ready(5000))?.fault).toBe('setting')
  })
})

/** The command of a Docker Compose that knows inline configs (2.23.1), as a plugin or on its own. */
async function findCompose(): Promise<[string, ...string[]] | undefined> {
  for (const command of [['docker', 'compose'], ['docker-compose']] as [string, ...string[]][]) {
    const [program, ...args] = command
    const asked = promisify(execFile)(program, [...args, 'version', '--short'])
    const version = await asked
      .then(({ stdout }) => stdout.trim().replace(/^v/, ''))
      .catch(() => '')
    const [major = 0, minor = 0] = version.split('.').map(Number)
    if (major > 2 || (major === 2 && minor >= 24)) return command
  }
  return undefined
}

function otherAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map((one) => one.address)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
