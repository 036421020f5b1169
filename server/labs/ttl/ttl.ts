// The TTL lab: what happens to a client when its counter's expiry is lost, or pushed forward, by a naive script and by
// this workbook's, under the same requests.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Lab, LabParts } from '../lab.ts'
import { wholeNumber } from '../whole-number.ts'
import type { TtlAction, TtlEvent, TtlOptions, TtlTrouble, TtlVersion } from './contract.ts'
import { type Counter, createCounter } from './counter.ts'

export const ttlOptions: z.ZodType<TtlOptions> = z.strictObject({
  trouble: z.enum(['persist', 'set', 'bad-expire', 'every-hit']).default('persist'),
  limit: wholeNumber(1, 20).default(5),
  windowSeconds: wholeNumber(1, 10).default(2),
  everyMs: wholeNumber(100, 5000).default(300),
  seconds: wholeNumber(3, 60).default(14),
})

const action: z.ZodType<TtlAction> = z.strictObject({ do: z.literal('expire') })

const scripts = {
  first: new URL('./expire-on-first.lua', import.meta.url),
  everyHit: new URL('./expire-on-every-hit.lua', import.meta.url),
  repaired: new URL('../../limiter/algorithms/fixed-window/fixed-window.lua', import.meta.url),
}

/** What a configuration file may say by mistake; EXPIRE takes whole seconds only. */
const badWindow = '0.5'

/**
 * Both counters are on a Valkey of the run's own, so that not even a killed workbook leaves a key without expiry behind.
 * Where none can be had they are on the workbook's, among the lab's keys, and deleted at the end of the run.
 */
export function createTtl({
  valkey: workbooks,
  prefix,
  sandbox,
}: Pick<LabParts, 'valkey' | 'prefix' | 'sandbox'>): Lab<TtlOptions, TtlEvent, TtlAction> {
  return {
    name: 'ttl',
    options: ttlOptions,
    action,
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
        const told = await counters[version].command(name, ...args)
        send({ kind: 'command', version, atMs: atMs(), ...told })
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

const versions = ['naive', 'repaired'] as const

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
      versions.map(async (version) => {
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
        for (const version of versions) await command(version, ...meddle)
      }
    }
    // Nobody reads any more: the run ends, and its keys with it.
    if (signal.aborted) return
    await wait(Math.max(0, sentAt + everyMs - atMs()), undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
  }
}

/** What somebody does to a counter in good faith. */
function meddling(
  trouble: Exclude<TtlTrouble, 'bad-expire'>,
  limit: number,
): [name: string, ...args: string[]] {
  if (trouble === 'set') return ['SET', String(Math.max(1, limit - 2))]
  return ['PERSIST']
}
