// What the server told about the way of each request, as the page keeps it.
import type { TraceEvent } from '../../server/inspector/contract.ts'
import { createBatch } from './batch.ts'

/** `at`: performance.now() when it was told. */
export type ReceivedTrace = TraceEvent & { at: number }

export type Traces = {
  /** Newest first: the last 500. */
  traces: readonly ReceivedTrace[]
  /** How many requests the server left out, because there were too many. */
  untraced: number
}

export type TraceStore = {
  add(trace: ReceivedTrace): void
  leaveOut(count: number): void
  /** The same object until something changes. */
  read(): Traces
  subscribe(listener: () => void): () => void
  close(): void
}

const keptTraces = 500
export const noTraces: Traces = { traces: [], untraced: 0 }

/** Keeps traces beside React, so that a flood of them redraws only who shows them, and at most once per `everyMs`. */
export function createTraceStore({ everyMs = 50 }: { everyMs?: number } = {}): TraceStore {
  let now = noTraces
  const listeners = new Set<() => void>()
  const batch = createBatch<ReceivedTrace | number>({
    everyMs,
    tell(told) {
      const traces = told.filter((one) => typeof one !== 'number').toReversed()
      const more = told.filter((one) => typeof one === 'number').reduce((a, b) => a + b, 0)
      now = {
        traces: [...traces, ...now.traces].slice(0, keptTraces),
        untraced: now.untraced + more,
      }
      for (const listener of listeners) listener()
    },
  })
  return {
    add: batch.add,
    leaveOut: batch.add,
    read: () => now,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close: batch.close,
  }
}
