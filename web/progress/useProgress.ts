import { createContext, use } from 'react'
import type { Progress } from '../../server/progress/contract.ts'
import { useStore } from '../core/store.ts'
import { noProgress } from './progress-state.ts'
import type { ProgressState, ProgressStore, Trouble } from './progress-store.ts'

const nothingDone: ProgressState = { progress: noProgress, trouble: null }

/** Where there is no browser nothing is done yet, and nothing is noted. */
const nobodys: ProgressStore = {
  read: () => nothingDone,
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
  return useStore(useProgressStore(), nothingDone, ({ progress }) => progress)
}

export function useProgressTrouble(): Trouble | null {
  return useStore(useProgressStore(), nothingDone, ({ trouble }) => trouble)
}
