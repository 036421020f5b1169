import { randomBytes, randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import type { ValkeyAddress } from '../valkey/address.ts'
import type { Cause } from '../valkey/cause.ts'
import { connectValkey } from '../valkey/connect.ts'
import type { TestValkey } from './test-named.ts'

/** Every container of the tests carries this label; its value names the one container. */
export const containerLabel = 'valkey-rate-limiter-workbook.test'

/**
 * Starts a Valkey in a container of its own, on a free port, with a random password and nothing kept on disk.
 * `image` needs only `valkey-server` on its PATH: no shell, no particular entry point.
 * Whoever starts it stops it; where Testcontainers' reaper may run, it removes what a crash leaves.
 * Throws, with the container's last words, when the server is not ready in time; the container is gone then.
 */
export async function startValkeyContainer({ image }: { image: string }): Promise<TestValkey> {
  const password = randomBytes(32).toString('hex')
  const id = randomUUID()
  try {
    const container = await new GenericContainer(image)
      .withLabels({ [containerLabel]: id })
      .withCopyContentToContainer([
        { content: configuration(password), target: configPath, mode: 0o644 },
      ])
      .withCommand(['valkey-server', configPath])
      .withExposedPorts(6379)
      // The log line, not the default port check: that one needs a shell inside the image.
      .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
      .withStartupTimeout(30_000)
      .start()
    const port = container.getMappedPort(6379)
    const { address, version } = await reach({ port, password, host: container.getHost() })
    return {
      address,
      version,
      origin: `Testcontainers, image ${image}`,
      async stop() {
        await container.stop({ timeout: 1000 })
      },
    }
  } catch (error) {
    const lastWords = await removeFailed(id)
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`A container of ${image} did not become a ready Valkey: ${why}. ${lastWords}`)
  }
}

const configPath = '/tmp/valkey.conf'

// In a file, not in argv: `docker inspect` and `ps` show argv.
function configuration(password: string): string {
  return [
    'bind * -::*',
    'port 6379',
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
    '',
  ].join('\n')
}

/**
 * Testcontainers takes a machine with a /.dockerenv for a container and names Docker's gateway. Where the engine is on
 * this very machine loopback is the way; elsewhere, Testcontainers' own host.
 */
async function reach(
  at: Pick<ValkeyAddress, 'host' | 'port' | 'password'>,
): Promise<{ address: ValkeyAddress; version: string }> {
  const loopback: ValkeyAddress = { ...at, host: '127.0.0.1', tls: false }
  const named: ValkeyAddress = { ...at, tls: false }
  const version = await askVersion(loopback, 1000)
  if (typeof version === 'string') return { address: loopback, version }
  const second = await askVersion(named, 10_000)
  if (typeof second === 'string') return { address: named, version: second }
  throw new Error(second.sentence)
}

async function askVersion(address: ValkeyAddress, withinMs: number): Promise<string | Cause> {
  const connection = connectValkey(address, { where: 'the container' })
  const cause = await connection.ready(withinMs)
  connection.close()
  return cause ?? connection.health.status().version ?? 'of unknown version'
}

/** Testcontainers leaves a container whose server died at once: its log is the reason, then it goes. */
async function removeFailed(id: string): Promise<string> {
  const { container: containers } = await getContainerRuntimeClient()
  const status = ['created', 'running', 'exited', 'dead'] as const
  const container = await containers.fetchByLabel(containerLabel, id, { status: [...status] })
  if (!container) return 'There is no container.'
  const log = await text(await containers.logs(container, { tail: 5 }))
  await container.remove({ force: true, v: true })
  return log.trim() ? `Its last words: ${log.trim()}` : 'It said nothing.'
}
