import { createContext, use, useSyncExternalStore } from 'react'
import { createTraceStore, noTraces, type Traces } from './trace-store.ts'

export const TraceContext = createContext(createTraceStore())

/** What is known of the ways of requests; draws anew when more is known. */
export function useTraces(): Traces {
  const { subscribe, read } = use(TraceContext)
  return useSyncExternalStore(subscribe, read, () => noTraces)
}
