// What this tab remembers of the room over a reload, and what every part of the page agrees on.
import { useSyncExternalStore } from 'react'

const prefix = 'workbook:room-'
const values = new Map<string, string | null>()
const listeners = new Set<() => void>()

export function readTab(name: string): string | null {
  const known = values.get(name)
  if (known !== undefined) return known
  let value: string | null = null
  try {
    value = sessionStorage.getItem(prefix + name)
  } catch {
    // Blocked: it is remembered until the page is left.
  }
  values.set(name, value)
  return value
}

export function writeTab(name: string, value: string | null): void {
  values.set(name, value)
  try {
    if (value === null) sessionStorage.removeItem(prefix + name)
    else sessionStorage.setItem(prefix + name, value)
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

export function useTab(name: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => readTab(name),
    () => null,
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
