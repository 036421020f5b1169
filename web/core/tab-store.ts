// What this tab remembers over a reload, and what every part of the page agrees on.
import { useSyncExternalStore } from 'react'
import { createListeners } from './store.ts'

const prefix = 'workbook:'
const values = new Map<string, string | null>()
const { subscribe, tell } = createListeners()

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
  tell()
}

/** The remembered value, followed as it changes; null while prerendered. */
export function useTab(name: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => readTab(name),
    () => null,
  )
}
