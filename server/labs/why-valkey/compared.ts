import type { DisposableValkey, Sandbox } from '../../sandbox/sandbox.ts'
import type { Measured, WhyValkeyEvent } from './contract.ts'

export type Compared = {
  sandbox: Sandbox
  /** Opens the Redis of this machine, where there is one. */
  redis: Sandbox
  signal: AbortSignal
  send: (data: WhyValkeyEvent) => void
}

/**
 * Does the same work on a disposable Valkey and on a disposable Redis, one after the other, so that neither takes the
 * other's time. Where there is no Redis, an event says so and only the Valkey is measured.
 */
export async function eachServer(
  { sandbox, redis, signal, send }: Compared,
  options: { maxMemoryMb: number },
  work: (server: DisposableValkey, measured: Measured) => Promise<void>,
): Promise<void> {
  const missing = redis.missing()
  if (missing !== undefined) send({ kind: 'no redis', sentence: missing })
  const makers = [
    { maker: 'Valkey', from: sandbox },
    { maker: 'Redis', from: missing === undefined ? redis : undefined },
  ] as const
  for (const { maker, from } of makers) {
    if (!from) continue
    const server = await from.open({ signal, ...options })
    try {
      await work(server, { maker, version: server.version })
    } finally {
      await server.stop()
    }
  }
}
