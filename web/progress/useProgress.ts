import { createContext, use, useSyncExternalStore } from 'react'
import type { Progress } from '../../server/progress/contract.ts'
import { noProgress } from './progress-state.ts'
import type { ProgressStore, Trouble } from './progress-store.ts'

/** Where there is no browser nothing is done yet, and nothing is noted. */
const nobodys: ProgressStore = {
  get: () => noProgress,
  trouble: () => null,
  note: () => undefined,
  add: async () => undefined,
  sync: () => undefined,
  subscribe: () => () => undefined,
}

export const ProgressContext = createContext<ProgressStore>(nobodys)

export function useProgressStore(): ProgressStore {
  return use(ProgressContext)
}

/** The learner's progress, followed as it changes; empty while prerendered. */
export function useProgress(): Progress {
  const store = useProgressStore()
  return useSyncExternalStore(store.subscribe, store.get, () => noProgress)
}

export function useProgressTrouble(): Trouble | null {
  const store = useProgressStore()
  return useSyncExternalStore(store.subscribe, store.trouble, () => null)
}
