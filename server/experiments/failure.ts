// The failure lab: two ways to set up client and limiter, side by side, on one Valkey that the page breaks.
import { setInterval as every } from 'node:timers/promises'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import type { DisposableValkey } from '../sandbox/sandbox.ts'
import type { Experiment, ExperimentParts } from './experiment.ts'
import type {
  FailureAction,
  FailureData,
  FailureOptions,
  FillResult,
  ValkeyState,
} from './failure/contract.ts'
import { type DelayingProxy, openDelayingProxy } from './failure/delaying-proxy.ts'
import { type Lane, openLane } from './failure/lane.ts'
import { type Memory, openMemory, readStats } from './failure/memory.ts'
import { wholeNumber } from './whole-number.ts'

const memoryMb = 4

const onFailure = z.enum(['failClosed', 'failOpen', 'localFallback'])
const lane = z.object({
  client: z.enum(['ioredis defaults', 'workbook']),
  onFailure,
  deadline: z.boolean(),
})
const options: z.ZodType<FailureOptions> = z.object({
  left: lane,
  right: lane,
  perSecond: wholeNumber(1, 20),
  limit: wholeNumber(1, 1000),
  windowSeconds: wholeNumber(1, 60),
})
const action: z.ZodType<FailureAction> = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['kill', 'restart', 'freeze', 'thaw', 'fill', 'clear']) }),
  z.object({ do: z.literal('slow'), delayMs: wholeNumber(0, 5000) }),
  z.object({ do: z.literal('policy'), policy: z.enum(['noeviction', 'allkeys-lru']) }),
  z.object({ do: z.literal('onFailure'), lane: z.enum(['left', 'right']), onFailure }),
])

export function createFailure({
  sandbox,
}: Pick<ExperimentParts, 'sandbox'>): Experiment<FailureOptions, FailureData, FailureAction> {
  return {
    name: 'failure',
    options,
    action,
    async run({ options, signal, send, onAction }) {
      const startedAt = performance.now()
      const now = () => Math.round((performance.now() - startedAt) * 10) / 10
      const opened: { close(): Promise<void> }[] = []
      const valkey = await sandbox.open({ signal, maxMemoryMb: memoryMb })
      try {
        const proxy = keep(await openDelayingProxy(valkey.address))
        const memory = keep(await openMemory(valkey))
        const common = { options, valkey, port: proxy.port, now, tell: send }
        const left = keep(await openLane({ ...common, name: 'left' }))
        const right = keep(await openLane({ ...common, name: 'right' }))
        const broken = createBroken({ valkey, proxy, memory, lanes: { left, right } })
        const tellState = () => send({ kind: 'valkey', at: now(), state: broken.state() })
        onAction(async (one) => {
          try {
            return await broken.act(one)
          } finally {
            tellState()
          }
        })
        valkey.onCrash(() => {
          broken.ended()
          tellState()
        })
        send({ kind: 'ready', version: valkey.version, limits: valkey.limits })
        await broken.measure()
        tellState()
        await Promise.all([
          repeat(1000 / options.perSecond, signal, () => {
            left.send()
            right.send()
          }),
          repeat(1000, signal, async () => {
            if (await broken.measure()) tellState()
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

/** The Valkey as the page has broken it. */
function createBroken({
  valkey,
  proxy,
  memory,
  lanes,
}: {
  valkey: DisposableValkey
  proxy: DelayingProxy
  memory: Memory
  lanes: { left: Lane; right: Lane }
}) {
  let state: ValkeyState = {
    process: 'running',
    delayMs: 0,
    policy: 'noeviction',
    usedBytes: 0,
    maxBytes: memoryMb * 1024 ** 2,
    evictedKeys: 0,
    filled: false,
  }
  // One change at a time, in the order they were asked for.
  let last: Promise<unknown> = Promise.resolve()

  async function change(one: FailureAction): Promise<FillResult | null> {
    switch (one.do) {
      case 'kill':
        await valkey.kill()
        state = { ...state, process: 'killed', filled: false, usedBytes: 0 }
        return null
      case 'restart':
        await valkey.restart()
        await setPolicy()
        state = { ...state, process: 'running', filled: false, evictedKeys: 0 }
        return null
      case 'freeze':
        mustRun('freeze')
        valkey.freeze()
        state = { ...state, process: 'frozen' }
        return null
      case 'thaw':
        if (state.process === 'killed') throw notNow('thaw', 'it was killed. Start it again first')
        valkey.thaw()
        state = { ...state, process: 'running' }
        return null
      case 'slow':
        proxy.setDelay(one.delayMs)
        state = { ...state, delayMs: one.delayMs }
        return null
      case 'policy':
        mustRun('reconfigure')
        state = { ...state, policy: one.policy }
        await setPolicy()
        return null
      case 'fill': {
        mustRun('fill')
        const result = await memory.fill()
        state = { ...state, filled: true }
        return result
      }
      case 'clear':
        mustRun('clear')
        await memory.clear()
        state = { ...state, filled: false }
        return null
      case 'onFailure':
        lanes[one.lane].setOnFailure(one.onFailure)
        return null
    }
  }

  async function setPolicy(): Promise<void> {
    await valkey.ask(['CONFIG', 'SET', 'maxmemory-policy', state.policy])
  }

  function mustRun(what: string): void {
    if (state.process === 'killed') throw notNow(what, 'it was killed. Start it again first')
    if (state.process === 'frozen') throw notNow(what, 'it is frozen. Thaw it first')
  }

  return {
    state: () => state,
    act(one: FailureAction): Promise<FillResult | null> {
      const done = last.then(() => change(one)).then(measured)
      last = done.catch(() => undefined)
      return done
    },
    /** Its process ended by itself. */
    ended() {
      state = { ...state, process: 'killed', filled: false }
    },
    measure,
  }

  async function measured<T>(result: T): Promise<T> {
    await measure()
    return result
  }

  /** Whether anything has changed worth telling. */
  async function measure(): Promise<boolean> {
    if (state.process !== 'running') return false
    const stats = await readStats(valkey).catch(() => null)
    if (!stats) return false
    const usedBytes = stats.used_memory ?? 0
    const evictedKeys = stats.evicted_keys ?? 0
    const moved = Math.abs(usedBytes - state.usedBytes) > 64 * 1024
    const changed = moved || evictedKeys !== state.evictedKeys
    if (changed) state = { ...state, usedBytes, evictedKeys }
    return changed
  }
}

function notNow(what: string, why: string): Refusal {
  return new Refusal('Not now', `This Valkey cannot be asked to ${what}: ${why}.`)
}

/** Calls `work` so often, until `signal` aborts. */
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
