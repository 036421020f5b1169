import { createContext, use } from 'react'
import { useStore } from '../core/store.ts'
import { createTraceStore, noTraces, type Traces } from './trace-store.ts'

export const TraceContext = createContext(createTraceStore())

/** What is known of the ways of requests; draws anew when more is known. */
export function useTraces(): Traces {
  return useStore(use(TraceContext), noTraces, (all) => all)
}
