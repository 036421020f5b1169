// The TTL lab: what happens to a client when its counter's expiry is lost or pushed forward. A naive script and this
// workbook's script count the same requests.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Lab, LabParts } from '../lab.ts'
import { ttlVersions } from './bounds.ts'
import {
  type TtlAction,
  type TtlEvent,
  type TtlOptions,
  type TtlTrouble,
  type TtlVersion,
  ttlAction,
  ttlEvent,
  ttlOptions,
} from './contract.ts'
import { type Counter, createCounter } from './counter.ts'

const scripts = {
  first: new URL('./expire-on-first.lua', import.meta.url),
  everyHit: new URL('./expire-on-every-hit.lua', import.meta.url),
  repaired: new URL('../../limiter/algorithms/fixed-window/fixed-window.lua', import.meta.url),
}

/** A mistake in a configuration file: EXPIRE takes whole seconds only. */
const badWindow = '0.5'

/**
 * Both counters are on the run's own Valkey, so that not even a killed workbook leaves a key without expiry behind. Where
 * none is available they are on the workbook's, among the lab's keys, and are deleted at the end of the run.
 */
export function createTtl({
  valkey: workbooks,
  prefix,
  sandbox,
}: Pick<LabParts, 'valkey' | 'prefix' | 'sandbox'>): Lab<TtlOptions, TtlEvent, TtlAction> {
  return {
    options: ttlOptions,
    event: ttlEvent,
    action: ttlAction,
    async run({ options, signal, send, onAction }) {
      const own = sandbox.missing() === undefined ? await sandbox.open({ signal }) : undefined
      const valkey = own ? await own.connect() : workbooks
      const run = randomUUID().slice(0, 8)
      const counter = (version: TtlVersion, file: URL) =>
        createCounter({ valkey, key: `${prefix}ttl:${run}:${version}`, file })
      const counters: Record<TtlVersion, Counter> = {
        naive: counter('naive', options.trouble === 'every-hit' ? scripts.everyHit : scripts.first),
        repaired: counter('repaired', scripts.repaired),
      }
      const startedAt = performance.now()
      const atMs = () => Math.round(10 * (performance.now() - startedAt)) / 10

      async function command(version: TtlVersion, name: string, ...args: string[]) {
        const left = await counters[version].command(name, ...args)
        send({ kind: 'command', version, atMs: atMs(), ...left })
      }
      onAction(async () => {
        await command('naive', 'EXPIRE', String(options.windowSeconds))
        return {}
      })
      send({ kind: 'keys', keys: { naive: counters.naive.key, repaired: counters.repaired.key } })
      try {
        await drive({ options, signal, counters, command, send, atMs })
      } finally {
        if (own) await own.stop()
        else await valkey.unlink(counters.naive.key, counters.repaired.key)
      }
    },
  }
}

/** One request on each counter at a time, and the trouble after a fifth of the run. */
async function drive({
  options: { trouble, limit, windowSeconds, everyMs, seconds },
  signal,
  counters,
  command,
  send,
  atMs,
}: {
  options: TtlOptions
  signal: AbortSignal
  counters: Record<TtlVersion, Counter>
  command: (version: TtlVersion, name: string, ...args: string[]) => Promise<void>
  send: (event: TtlEvent) => void
  atMs: () => number
}): Promise<void> {
  const troubleAtMs = (seconds * 1000) / 5
  const good = String(windowSeconds)
  let window = trouble === 'bad-expire' ? badWindow : good
  if (trouble === 'bad-expire') send({ kind: 'setting', atMs: 0, window })
  let troubled = trouble === 'every-hit'
  while (atMs() < seconds * 1000) {
    const sentAt = atMs()
    await Promise.all(
      ttlVersions.map(async (version) => {
        const answer = await counters[version].request(window)
        send({ kind: 'request', version, atMs: atMs(), ...answer })
      }),
    )
    if (!troubled && atMs() >= troubleAtMs) {
      troubled = true
      if (trouble === 'bad-expire') {
        window = good
        send({ kind: 'setting', atMs: atMs(), window })
      } else {
        const meddle = meddling(trouble, limit)
        for (const version of ttlVersions) await command(version, ...meddle)
      }
    }
    // No one reads any more: the run ends, and its keys are deleted.
    if (signal.aborted) return
    await wait(Math.max(0, sentAt + everyMs - atMs()), undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
  }
}

/** The command that someone runs on a counter in good faith. */
function meddling(
  trouble: Exclude<TtlTrouble, 'bad-expire'>,
  limit: number,
): [name: string, ...args: string[]] {
  if (trouble === 'set') return ['SET', String(Math.max(1, limit - 2))]
  return ['PERSIST']
}
