// The failure lab: two setups of client and limiter, side by side, on one Valkey that the page breaks.
import { setInterval as every } from 'node:timers/promises'
import { openFaultProxy } from '../../valkey/fault-proxy.ts'
import type { Lab, LabParts } from '../lab.ts'
import { createBrokenValkey } from './broken-valkey.ts'
import {
  type FailureAction,
  type FailureEvent,
  type FailureOptions,
  failureAction,
  failureEvent,
  failureOptions,
} from './contract.ts'
import { openLane } from './lane.ts'
import { openMemory } from './memory.ts'

const memoryMb = 4

export function createFailure({
  sandbox,
}: Pick<LabParts, 'sandbox'>): Lab<FailureOptions, FailureEvent, FailureAction> {
  return {
    options: failureOptions,
    event: failureEvent,
    action: failureAction,
    async run({ options, signal, send, onAction }) {
      const startedAt = performance.now()
      const now = () => Math.round((performance.now() - startedAt) * 10) / 10
      const opened: { close(): Promise<void> }[] = []
      const valkey = await sandbox.open({ signal, maxMemoryMb: memoryMb })
      try {
        const proxy = keep(await openFaultProxy(valkey.address))
        const memory = keep(await openMemory(valkey))
        const common = { options, valkey, port: proxy.port, now, report: send }
        const left = keep(await openLane({ ...common, name: 'left' }))
        const right = keep(await openLane({ ...common, name: 'right' }))
        const broken = createBrokenValkey({
          valkey,
          proxy,
          memory,
          memoryMb,
          lanes: { left, right },
        })
        const sendState = () => send({ kind: 'valkey', at: now(), state: broken.state() })
        onAction(async (one) => {
          try {
            return await broken.act(one)
          } finally {
            sendState()
          }
        })
        valkey.onCrash(() => {
          broken.ended()
          sendState()
        })
        send({ kind: 'ready', version: valkey.version, limits: valkey.limits })
        await broken.measure()
        sendState()
        await Promise.all([
          repeat(1000 / options.perSecond, signal, () => {
            left.send()
            right.send()
          }),
          repeat(1000, signal, async () => {
            if (await broken.measure()) sendState()
          }),
        ])
      } finally {
        await Promise.all(opened.map((one) => one.close()))
        await valkey.stop()
      }

      function keep<T extends { close(): Promise<void> }>(one: T): T {
        opened.push(one)
        return one
      }
    },
  }
}

/** Calls `work` every `everyMs` milliseconds until `signal` aborts. */
async function repeat(
  everyMs: number,
  signal: AbortSignal,
  work: () => void | Promise<void>,
): Promise<void> {
  try {
    for await (const _ of every(everyMs, null, { signal })) await work()
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
