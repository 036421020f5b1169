import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { createFixedWindow } from '../../limiter/algorithms/fixed-window/fixed-window.ts'
import type { Compared } from './compared.ts'
import type { ObservabilityEvent, Watched, WhyValkeyAction } from './contract.ts'
import { busyScript } from './measure-waits.ts'
import { watchServer } from './watch-server.ts'

type WatchOptions = { watch: Watched; seconds: number }
type OnAction = (listener: (action: WhyValkeyAction) => Promise<unknown>) => void

const slowScriptMs = 30

/**
 * Watches the workbook's Valkey, which it only reads, or the run's own. On its own Valkey a few hits a second arrive, and
 * the page may send a burst of hits or a slow script and find them in every log.
 */
export async function showObservability(
  { sandbox, signal }: Compared,
  workbooks: Redis,
  { watch, seconds }: WatchOptions,
  send: (data: ObservabilityEvent) => void,
  onAction: OnAction,
): Promise<void> {
  const over = new AbortController()
  const traffic = watch === 'own' ? await openOwn() : undefined
  const valkey = traffic?.valkey ?? workbooks
  send({ kind: 'watching', watch, version: await readVersion(valkey) })
  const watched = watchServer(valkey, {
    seconds,
    signal,
    onReading: (reading) => send({ kind: 'reading', reading }),
  }).finally(() => over.abort())
  await Promise.all([watched, traffic?.keepHitting()])

  async function openOwn() {
    const server = await sandbox.open({ signal, maxMemoryMb: 32 })
    const own = await server.connect({ settings: 'patient' })
    // By default the slow log begins at 10 ms and the latency monitor is off.
    await own.config('SET', 'slowlog-log-slower-than', 5000)
    await own.config('SET', 'latency-monitor-threshold', 5)
    // Hits that arrive while the slow script runs wait for it, instead of being answered with BUSY.
    await own.config('SET', 'busy-reply-threshold', 5000)
    const hit = createFixedWindow({ valkey: own, windowSeconds: 60 })
    const hits = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, i) => hit(`rate:10.0.0.${i % 50}`)))
    onAction(async (action) => {
      if (action.do === 'hits') await hits(500)
      else await own.eval(busyScript, 0, slowScriptMs)
      return { done: action.do }
    })
    return {
      valkey: own,
      async keepHitting() {
        while (!over.signal.aborted) {
          await hits(2)
          await wait(100)
        }
      },
    }
  }
}

async function readVersion(valkey: Redis): Promise<string | null> {
  const info = await valkey.info('server').catch(() => '')
  return /^valkey_version:(\S+)/m.exec(info)?.[1] ?? null
}
