import type { Redis } from 'ioredis'
import { type Compared, eachServer } from './compared.ts'
import type { CompatibilityEvent, Maker } from './contract.ts'
import { type Operation, operations } from './operations.ts'

/** The same operations, through the same client library, on a Valkey and on a Redis where there is one. */
export async function showCompatibility(
  compared: Compared,
  send: (data: CompatibilityEvent) => void,
): Promise<void> {
  const commands = new Map<Maker, string[]>()
  await eachServer(compared, { maxMemoryMb: 32 }, async (server, measured) => {
    const valkey = await server.connect()
    send({ kind: 'suite', ...measured, operations: operations.map(({ name }) => name) })
    for (const operation of operations) {
      compared.signal.throwIfAborted()
      await valkey.flushall()
      send({ kind: 'operation', maker: measured.maker, ...(await attempt(operation, valkey)) })
    }
    commands.set(measured.maker, await listCommands(valkey))
  })
  const [valkey, redis] = [commands.get('Valkey'), commands.get('Redis')]
  if (!valkey || !redis) return
  send({
    kind: 'commands',
    valkey: valkey.length,
    redis: redis.length,
    onlyValkey: valkey.filter((command) => !redis.includes(command)),
    onlyRedis: redis.filter((command) => !valkey.includes(command)),
  })
}

async function attempt({ name, run }: Operation, valkey: Redis) {
  const began = performance.now()
  const took = () => performance.now() - began
  try {
    const got = await run(valkey)
    return { operation: name, passed: true, ms: took(), got }
  } catch (error) {
    // A failed operation is a result here, whatever it threw.
    const got = error instanceof Error ? error.message : String(error)
    return { operation: name, passed: false, ms: took(), got: got.slice(0, 300) }
  }
}

async function listCommands(valkey: Redis): Promise<string[]> {
  const names = (await valkey.call('COMMAND', 'LIST')) as string[]
  return names.map((name) => name.toUpperCase()).sort()
}
