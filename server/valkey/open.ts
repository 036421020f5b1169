import type { ValkeyAddress } from './address.ts'
import { boundMemory, canBound, findPrlimit } from './bound-memory.ts'
import { connectValkey, type ValkeyConnection } from './connect.ts'
import { connectCluster } from './connect-cluster.ts'
import { startEmbeddedValkey } from './embedded.ts'
import { findValkeyServer } from './find.ts'
import type { CliCommand } from './launch-plan.ts'
import { writeRunFile } from './run-file.ts'
import { createScriptGuard, type ScriptGuard } from './script-guard.ts'
import type { ValkeySource } from './valkey-source.ts'

export type OpenValkey = {
  connection: ValkeyConnection
  /** What the private server was started from; undefined for a managed Valkey. */
  source: ValkeySource | undefined
  address: ValkeyAddress
  /** Of the private server; null for a managed Valkey, which is not the workbook's to restart. */
  guard: ScriptGuard | null
  /** Leaves word for `npm run valkey-cli` which Valkey the workbook on `port` uses. Returns what takes it back. */
  announce(port: number): Promise<() => Promise<void>>
  close(): Promise<void>
}

type PrivateServerOptions = {
  env: Record<string, string | undefined>
  root: string
  log: (line: string) => void
  /** Where a private server keeps what it holds; without it it keeps nothing. */
  keepIn?: string
}

/** Four times what the private server may store. */
const addressSpaceMb = 1024

type Server = {
  address: ValkeyAddress
  where: string
  cli: CliCommand | null
  source: ValkeySource | undefined
  guard: ScriptGuard | null
  stop(): Promise<void>
}

/**
 * Opens the workbook's Valkey: the managed one at `address`, else a private server of its own.
 * Throws a StartError when there is none to be had.
 */
export async function openValkey({
  address: managed,
  ...options
}: PrivateServerOptions & { address: ValkeyAddress | undefined }): Promise<OpenValkey> {
  const server = managed ? managedServer(managed) : await privateServer(options)
  const { address, where, cli } = server
  const connection = address.cluster
    ? connectCluster([address], { where })
    : connectValkey(address, { where })
  return {
    connection,
    source: server.source,
    address,
    guard: server.guard,
    async announce(port) {
      const runFile = await writeRunFile({ root: options.root, port, address, cli })
      return () => runFile.remove()
    },
    async close() {
      connection.close()
      await server.stop()
    },
  }
}

function managedServer(address: ValkeyAddress): Server {
  const stop = () => Promise.resolve()
  return {
    address,
    where: `${address.cluster ? 'the cluster at ' : ''}${address.host}:${address.port}`,
    cli: null,
    source: undefined,
    guard: null,
    stop,
  }
}

async function privateServer({ env, root, log, keepIn }: PrivateServerOptions): Promise<Server> {
  const source = await findValkeyServer({ env, root, log })
  const { address, version, origin, cli, pid, stop } = await startEmbeddedValkey(
    bounded(source, env.PATH),
    {
      log,
      ...(keepIn !== undefined && { keepIn }),
    },
  )
  log(`Started a private Valkey ${version} on port ${address.port} (${origin})`)
  const where = `private valkey-server at ${address.host}:${address.port}`
  return { address, where, cli, source, guard: createScriptGuard({ address, pid }), stop }
}

/** A script's own memory is not counted to `maxmemory`. A container is left as it is. */
function bounded(source: ValkeySource, path = ''): ValkeySource {
  const prlimit = findPrlimit(path)
  if (source.kind !== 'binary' || !prlimit || !canBound(prlimit, addressSpaceMb)) return source
  return boundMemory(prlimit, source, addressSpaceMb)
}
