import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, type TestContext, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { dockerServer } from './docker-server.ts'
import { startEmbeddedValkey } from './embedded.ts'

const run = promisify(execFile)

test('a container serves as the private server, comes back when it is killed, and goes away', async (context) => {
  const image = await imageOr(context)
  const source = await dockerServer({ image, env: process.env, log: () => {} })
  const valkey = await startEmbeddedValkey(source)
  onTestFinished(() => valkey.stop())
  expect(valkey.version).toBe(source.version)

  const { host, port, password = '' } = valkey.address
  const client = new Redis({ host, port, password, retryStrategy: () => 100 })
  client.on('error', () => {})
  onTestFinished(() => client.disconnect())
  expect(await client.ping()).toBe('PONG')

  const [name = ''] = (valkey.cli?.args ?? []).filter((word) => word.startsWith('valkey-workbook-'))
  const { stdout: inspected } = await run('docker', ['inspect', name])
  expect(inspected).not.toContain(password)
  expect(inspected).toContain('"HostIp": "127.0.0.1"')

  const killed = valkey.pid()
  await run('docker', ['kill', name])
  await eventually(() => valkey.pid() !== killed, { withinMs: 20_000 })
  expect(await client.ping()).toBe('PONG')

  await valkey.stop()
  const { stdout: left } = await run('docker', [
    'ps',
    '--all',
    '--quiet',
    '--filter',
    `name=${name}`,
  ])
  expect(left).toBe('')
}, 90_000)

test('no docker command, and no engine that answers, are told apart', async () => {
  const ask = (env: NodeJS.ProcessEnv) => dockerServer({ image: 'x', env, log: () => {} })
  await expect(ask({ PATH: '' })).rejects.toThrow('there is no docker command')
})

/** An image with a shell: the supervisor inside the container needs one. */
async function imageOr({ skip }: TestContext): Promise<string> {
  const docker = inject('docker')
  if (!docker.answers) return skip(docker.why)
  const words = ['sh', docker.image, '-c', 'command -v mktemp && command -v sleep']
  const shell = await run('docker', ['run', '--rm', '--entrypoint', ...words]).catch(() => null)
  if (!shell) return skip(`the image ${docker.image} has no shell with mktemp and sleep.`)
  return docker.image
}
