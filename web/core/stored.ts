// localStorage that may be missing, blocked or full: then nothing is remembered, and nothing breaks.
import { useSyncExternalStore } from 'react'

const prefix = 'workbook:'
const listeners = new Set<() => void>()

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
  for (const listener of listeners) listener()
}

/** The stored value, followed as it changes, in other tabs too; null while prerendered. */
export function useStored(name: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => readStored(name),
    () => null,
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
