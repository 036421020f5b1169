import { Redis } from 'ioredis'
import type { ValkeyAddress } from './address.ts'
import { explainCause } from './cause.ts'
import { connectionOptions } from './connect.ts'
import type { ConnectionReport, ConnectionStep } from './contract.ts'
import { pingInTurn } from './ping-in-turn.ts'
import { probeName, probePlain, probePort, probeTls } from './probe-address.ts'

const commandMs = 2000
const pings = 5

/**
 * Tries somebody's credentials step by step and says how far they get, and what is wrong where they don't. It writes
 * nothing to that Valkey, keeps nothing of it, and ends within 20 s whatever is at the other end.
 */
export async function checkConnection(address: ValkeyAddress): Promise<ConnectionReport> {
  const { host, port, tls } = address
  const report: ConnectionReport = {
    host,
    port,
    tls: tls !== false,
    works: false,
    roundTripMs: [],
    steps: [],
  }
  const client = new Redis({
    ...connectionOptions(address),
    connectTimeout: 2500,
    commandTimeout: commandMs,
    lazyConnect: true,
    retryStrategy: () => null,
  })
  let complaint: Error | undefined
  client.on('error', (error: Error) => {
    // What comes first is the reason; "asks for a password" and "closed" are what follows from it.
    complaint ??= error
  })

  const steps: Record<ConnectionStep, () => Promise<string | undefined>> = {
    name: async () => {
      const found = await probeName(host)
      return found === host ? undefined : found
    },
    port: async () => void (await probePort(address)),
    tls: async () => (tls ? await probeTls(address) : void (await probePlain(address))),
    login: async () => {
      await client.connect().catch((error) => Promise.reject(complaint ?? error))
      // Without a password a Valkey lets anybody connect and refuses the first command.
      await client.ping()
      return undefined
    },
    answer: async () => {
      report.roundTripMs = await pingInTurn(client, pings)
      return await versionOf(client)
    },
    scripts: async () => void (await client.eval('return 1', 0)),
  }

  try {
    for (const [step, run] of Object.entries(steps) as [ConnectionStep, typeof steps.name][]) {
      const startedAt = performance.now()
      try {
        const found = report.cause ? undefined : await run()
        const state = report.cause || (step === 'tls' && !tls) ? 'skipped' : 'ok'
        const tookMs = performance.now() - startedAt
        report.steps.push({
          step,
          state,
          ...(state === 'ok' && { tookMs }),
          ...(found && { found }),
        })
      } catch (error) {
        report.steps.push({ step, state: 'failed', tookMs: performance.now() - startedAt })
        report.cause = causeOf(error, { step, address })
      }
    }
  } finally {
    client.disconnect()
  }
  report.works = report.cause === undefined
  return report
}

function causeOf(
  error: unknown,
  { step, address }: { step: ConnectionStep; address: ValkeyAddress },
): { code: string; sentence: string } {
  const given = error instanceof Error ? error : new Error(String(error))
  const at = `${address.host}:${address.port}`
  const { code, sentence } = explainCause(given, address)
  const here: Record<string, string> = {
    NEEDS_TLS: `${at} speaks TLS, and you asked for a connection without it. Set VALKEY_TLS=true.`,
    NOT_VALKEY: `Something listens at ${at}, but it does not answer as a Valkey does. Check VALKEY_PORT.`,
  }
  if (code === 'NOPERM' && step === 'scripts') {
    return {
      code,
      sentence: `This user may log in at ${at}, but not run scripts (NOPERM), which the limiter does. Allow it +eval, +evalsha and +script|load, and its keys: ~rate:*.`,
    }
  }
  return { code, sentence: here[code] ?? sentence }
}

/** "Valkey 8.1.1", or "Redis 7.0.15"; undefined where INFO is not allowed: it is only shown. */
async function versionOf(client: Redis): Promise<string | undefined> {
  const info = await client.info('server').catch(() => '')
  const named = (field: string) => new RegExp(`^${field}:(\\S+)`, 'm').exec(info)?.[1]
  const [valkey, redis] = [named('valkey_version'), named('redis_version')]
  if (valkey) return `Valkey ${valkey}`
  return redis && `Redis ${redis}`
}
