// The reader's own settings of the page, as attributes of <html> that the style sheet follows: theme.js puts them there
// before the first paint.
import { useSyncExternalStore } from 'react'
import { createListeners } from './store.ts'
import { writeStored } from './stored.ts'

export type PageSettings = {
  /** undefined: as the system has it. */
  theme: 'light' | 'dark' | undefined
  tree: 'folded' | undefined
  live: 'folded' | undefined
}

const { subscribe, tell } = createListeners()

/** Changes a setting at once and remembers it. */
export function changeSetting<Name extends keyof PageSettings>(
  name: Name,
  value: PageSettings[Name],
): void {
  const { dataset } = document.documentElement
  if (value === undefined) delete dataset[name]
  else dataset[name] = value
  writeStored(name, value ?? null)
  tell()
}

/** The setting as the page shows it now; undefined while prerendered. */
export function useSetting(name: keyof PageSettings): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset[name],
    () => undefined,
  )
}
