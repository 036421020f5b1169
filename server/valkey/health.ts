// Whether Valkey answers, since when, and why not: kept for /readyz, the 503 and the page.
import type { Redis } from 'ioredis'
import type { ValkeyAddress } from './address.ts'
import { type Cause, explainCause } from './cause.ts'
import type { ValkeyStatus } from './contract.ts'

export type Health = {
  status(): ValkeyStatus
  /** Why it is down; before anything happened: that it is still connecting. */
  cause(): Cause
  /** Tells about every change of `status()`. Returns its unsubscribe. */
  onChange(listener: (status: ValkeyStatus) => void): () => void
  /** A command failed: if Valkey does not answer a PING either it counts as down, until one is answered. */
  suspect(error: unknown): void
  /** One sentence for this error: the cause that is known, else its own. */
  explain(error: unknown): string
  stop(): void
}

const probeEveryMs = 250

/**
 * Watches a client. ioredis reports a closed connection itself; a frozen server keeps its connection, so a command
 * that timed out (`suspect`) starts a probe, which ends when Valkey answers.
 */
export function createHealth({
  client,
  address,
  where,
  ping = () => client.ping(),
}: {
  client: Redis
  address: ValkeyAddress
  where: string
  /** Rejects when Valkey, or a part of a cluster, does not answer. */
  ping?: () => Promise<unknown>
}): Health {
  const listeners = new Set<(status: ValkeyStatus) => void>()
  let cause: Cause = { code: 'CONNECTING', sentence: `Connecting to ${where}.`, fault: 'outage' }
  let state: ValkeyStatus = {
    up: false,
    since: Date.now(),
    version: null,
    where,
    tls: address.tls !== false,
    cause: cause.sentence,
  }
  let probe: NodeJS.Timeout | undefined

  async function becomeReady(): Promise<void> {
    const version = await readVersion(client)
    if (client.status === 'ready') setUp(version)
  }

  function setUp(version = state.version): void {
    const { cause: _gone, ...rest } = state
    state = { ...rest, up: true, since: Date.now(), version }
    tell()
  }

  function setDown(next: Cause): void {
    const unchanged = !state.up && next.sentence === state.cause
    cause = next
    if (unchanged) return
    const since = state.up ? Date.now() : state.since
    state = { ...state, up: false, since, cause: next.sentence }
    tell()
  }

  function tell(): void {
    for (const listener of listeners) listener(state)
  }

  client.on('ready', becomeReady)
  client.on('error', (error: Error) => {
    // A cluster that goes on without a node says so too; which one, and whether it matters, the probe finds out.
    if (client.isCluster && client.status === 'ready') return suspect(error)
    const next = explainCause(error, address)
    // A refused password is followed by "asks for a password" and "closed": keep what came first.
    if (next.code === 'CLOSED' || (next.code === 'NOAUTH' && cause.code === 'WRONGPASS')) return
    setDown(next)
  })
  client.on('close', () => {
    if (state.up) setDown(explainCause(new Error('Connection is closed.'), address))
  })

  function suspect(error: unknown): void {
    if (!(error instanceof Error)) return
    // Of a cluster one node may be gone while the others answer: any failure is looked into.
    if (!client.isCluster && explainCause(error, address).code !== 'TIMEOUT') return
    probe ??= setInterval(probeOnce, probeEveryMs).unref()
  }

  async function probeOnce(): Promise<void> {
    if (client.status !== 'ready') return endProbe()
    try {
      await ping()
      if (probe && !state.up) setUp()
      endProbe()
    } catch (error) {
      if (probe && error instanceof Error) setDown(explainCause(error, address))
    }
  }

  function endProbe(): void {
    clearInterval(probe)
    probe = undefined
  }

  return {
    status: () => state,
    cause: () => cause,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    suspect,
    explain(error) {
      if (!state.up) return cause.sentence
      return explainCause(error instanceof Error ? error : new Error(String(error)), address)
        .sentence
    },
    stop: endProbe,
  }
}

/** Valkey names its own version beside that of the Redis it is compatible with. Null where INFO is not allowed. */
async function readVersion(client: Redis): Promise<string | null> {
  try {
    const info = await client.info('server')
    const named = (field: string) => new RegExp(`^${field}:(\\S+)`, 'm').exec(info)?.[1]
    return named('valkey_version') ?? named('redis_version') ?? null
  } catch {
    // A managed service may refuse INFO; the version is only shown, so "unknown" is an answer.
    return null
  }
}

/** Why Valkey could not answer: while it is down what is known of that, else the error's own words. */
export function explainFailure(health: Health): (error: unknown) => string {
  return function explain(error) {
    const { up, cause } = health.status()
    return !up && cause ? cause : error instanceof Error ? error.message : String(error)
  }
}
