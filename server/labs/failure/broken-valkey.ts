import { Refusal } from '../../http/refusal.ts'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import type { FaultProxy } from '../../valkey/fault-proxy.ts'
import type { FailureAction, FillResult, ValkeyState } from './contract.ts'
import type { Lane } from './lane.ts'
import { type Memory, readStats } from './memory.ts'

export type BrokenValkey = {
  state(): ValkeyState
  /** Breaks or repairs it; one change at a time, in the order of the calls. Rejects with a Refusal what is not possible now. */
  act(action: FailureAction): Promise<FillResult | null>
  /** Notes that its process exited unexpectedly. */
  ended(): void
  /** Reads its memory; true when the figures have changed enough to show. */
  measure(): Promise<boolean>
}

/** The failure lab's Valkey as the page has broken it. */
export function createBrokenValkey({
  valkey,
  proxy,
  memory,
  memoryMb,
  lanes,
}: {
  valkey: DisposableValkey
  proxy: FaultProxy
  memory: Memory
  memoryMb: number
  lanes: { left: Lane; right: Lane }
}): BrokenValkey {
  let state: ValkeyState = {
    process: 'running',
    delayMs: 0,
    policy: 'noeviction',
    usedBytes: 0,
    maxBytes: memoryMb * 1024 ** 2,
    evictedKeys: 0,
    filled: false,
  }
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
        proxy.delay(one.delayMs)
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
    act(one) {
      const done = last.then(() => change(one)).then(measured)
      last = done.catch(() => undefined)
      return done
    },
    ended() {
      state = { ...state, process: 'killed', filled: false }
    },
    measure,
  }

  async function measured<T>(result: T): Promise<T> {
    await measure()
    return result
  }

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
  return new Refusal('Not now', `This Valkey cannot be asked to ${what}: ${why}.`, 503)
}
