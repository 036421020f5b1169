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
  ports?: string[]
  deploy?: { replicas: number }
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
  const named = (...names: string[]) =>
    Object.entries(services).filter(([name]) => names.includes(name))
  const nodes = Object.keys(services).filter((name) => /^node-\d$/.test(name))
  const valkeys = named('valkey', 'valkey-tls', ...nodes)

  test.each([...valkeys, ...named('cluster')])(
    '%s: one pinned version, the one the tests use',
    (_, service) => {
      expect(service.image).toBe(`\${VALKEY_IMAGE:-${VALKEY_IMAGE}}`)
      expect(VALKEY_IMAGE).toMatch(/:\d+\.\d+\.\d+$/)
    },
  )

  test('a Valkey is published on loopback or not at all; only a room is for others', () => {
    for (const [name, { ports = [] }] of Object.entries(services)) {
      if (name === 'workbook' || name === 'balancer') expect(ports).toHaveLength(1)
      else for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/)
    }
    expect(services.valkey?.ports).toHaveLength(1)
    expect(nodes.map((name) => services[name]?.ports)).toEqual(nodes.map(() => undefined))
  })

  test.each(valkeys)('%s: the password is on no command line', (_, service) => {
    const lines = [...service.command, ...service.healthcheck.test].join(' ')
    expect(lines).not.toMatch(/VALKEY_PASSWORD|requirepass|\s-a\b|--pass/)
    expect(service.environment.VALKEYCLI_AUTH).toMatch(/^\$\{VALKEY_PASSWORD:\?.+\}$/)
  })

  test.each(valkeys)('%s: is checked, and comes back by itself', (_, service) => {
    expect(service.healthcheck.test).toEqual(
      expect.arrayContaining(['CMD', 'valkey-cli', '-e', 'ping']),
    )
    expect(service.restart).toBe('unless-stopped')
  })

  test('every Valkey asks for a password, and only a cluster for a room keeps anything', () => {
    const { balancer: _, ...valkeyConfigs } = configs
    for (const [name, { content }] of Object.entries(valkeyConfigs)) {
      expect(content).toMatch(/^requirepass '\$\{VALKEY_PASSWORD\}'$/m)
      expect(content).toContain(`appendonly ${name === 'valkey-cluster' ? 'yes' : 'no'}\n`)
      expect(content).toContain('maxmemory-policy noeviction')
    }
  })

  test('without a profile there is one Valkey; TLS is a profile, with no plain port beside it', () => {
    const plain = Object.entries(services).filter(([, { profiles }]) => !profiles)
    expect(plain.map(([name]) => name)).toEqual(['valkey'])
    expect(services['valkey-tls']?.profiles).toEqual(['tls'])
    expect(configs['valkey-tls']?.content).toMatch(/^port 0$/m)
    expect(configs['valkey-tls']?.content).toMatch(/^tls-port 6379$/m)
  })

  test('the profile workshop: six nodes, three servers, a balancer that is one trusted hop', () => {
    expect(nodes).toHaveLength(6)
    expect(services.server).toMatchObject({
      deploy: { replicas: 3 },
      environment: { VALKEY_CLUSTER: 'true', TRUST_PROXY: '1', VALKEY_HOST: 'node-1' },
    })
    expect(configs.balancer?.content).toContain('option forwardfor')
    expect(configs.balancer?.content).toContain('server-template server 3 server:3000')
  })
})

const nodeNames = Array.from({ length: 6 }, (_, i) => `node-${i + 1}`)
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
    if (compose)
      await run([
        '--profile',
        'tls',
        '--profile',
        'workshop',
        'down',
        '--volumes',
        '--timeout',
        '1',
      ])
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

  test('both kinds of room are understood by compose', async () => {
    expect((await run(['--profile', 'room', 'config', '--services'])).split('\n')).toContain(
      'workbook',
    )
    const all = await run(['--profile', 'workshop', 'config', '--services'])
    expect(all.trim().split('\n').toSorted()).toEqual([
      ...['balancer', 'cluster'],
      ...['node-1', 'node-2', 'node-3', 'node-4', 'node-5', 'node-6'],
      ...['server', 'valkey'],
    ])
  })

  test('the nodes of the profile workshop form a cluster of three masters', async () => {
    await run(['--profile', 'workshop', 'up', '--detach', '--wait', ...nodeNames])
    await run(['--profile', 'workshop', 'run', '--rm', '--no-deps', 'cluster'])
    const exec = (...args: string[]) => run(['exec', '-T', 'node-2', 'valkey-cli', ...args])
    expect(await exec('cluster', 'info')).toMatch(/cluster_state:ok[\s\S]*cluster_size:3/)
    // Again, as after a restart: it finds what there is.
    await run(['--profile', 'workshop', 'run', '--rm', '--no-deps', 'cluster'])
    expect(await exec('cluster', 'info')).toMatch(/cluster_known_nodes:6/)
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
