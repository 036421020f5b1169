// localStorage that may be missing, blocked or full: then nothing is remembered, and nothing breaks.
import { useSyncExternalStore } from 'react'
import { createListeners } from './store.ts'

const prefix = 'workbook:'
const { subscribe, tell } = createListeners()

/** null when nothing is stored under `name`, or storage is blocked. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    // Blocked by the browser's settings: the same as never stored.
    return null
  }
}

/** Stores `value`, or forgets it when it is null; tells everyone who uses `useStored`. */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    // Blocked or full: it holds until the page is left, for whoever keeps it in its own state.
  }
  tell()
}

/** The stored value, followed as it changes, in other tabs too; null while prerendered. */
export function useStored(name: string): string | null {
  return useSyncExternalStore(
    subscribeAcrossTabs,
    () => readStored(name),
    () => null,
  )
}

function subscribeAcrossTabs(listener: () => void): () => void {
  const leave = subscribe(listener)
  window.addEventListener('storage', listener)
  return () => {
    leave()
    window.removeEventListener('storage', listener)
  }
}
