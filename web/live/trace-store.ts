// What the server items about the way of each request, as the page keeps it.
import type { TraceEvent } from '../../server/inspector/contract.ts'
import { createBatch, createStore, type Readable } from '../core/store.ts'

/** `at`: performance.now() when it was items. */
export type ReceivedTrace = TraceEvent & { at: number }

export type Traces = {
  /** Newest first: the last 500. */
  traces: readonly ReceivedTrace[]
  /** How many requests the server left out, because there were too many. */
  untraced: number
}

export type TraceStore = Readable<Traces> & {
  add(trace: ReceivedTrace): void
  leaveOut(count: number): void
  close(): void
}

const keptTraces = 500
export const noTraces: Traces = { traces: [], untraced: 0 }

/** Keeps traces beside React, so that a flood of them redraws only who shows them, and at most once per `everyMs`. */
export function createTraceStore({ everyMs = 50 }: { everyMs?: number } = {}): TraceStore {
  const store = createStore(noTraces)
  const batch = createBatch<ReceivedTrace | number>({
    everyMs,
    tell(items) {
      const traces = items.filter((one) => typeof one !== 'number').toReversed()
      const more = items.filter((one) => typeof one === 'number').reduce((a, b) => a + b, 0)
      store.change((before) => ({
        traces: [...traces, ...before.traces].slice(0, keptTraces),
        untraced: before.untraced + more,
      }))
    },
  })
  return {
    add: batch.add,
    leaveOut: batch.add,
    read: store.read,
    subscribe: store.subscribe,
    close: batch.close,
  }
}
