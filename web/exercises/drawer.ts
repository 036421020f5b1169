// Whether the exercise drawer is open. It stays so from lesson to lesson and over a reload, in this tab: a second tab
// begins with the text.
import { useSyncExternalStore } from 'react'

const name = 'workbook:exercise-drawer'
const listeners = new Set<() => void>()
let open: boolean | undefined
let asked: { begin: boolean } | null = null

export const drawer = {
  isOpen(): boolean {
    open ??= read()
    return open
  },
  /** @param options.begin the learner asks to begin the exercise: their copy is made */
  open({ begin = false } = {}): void {
    asked = { begin }
    set(true)
  },
  /** The focus goes back to the lesson's own button, where it is. */
  close(): void {
    set(false)
    const button = document.querySelector<HTMLElement>('.exercise-open')
    button?.focus({ preventScroll: true })
    // Whoever works by keyboard sees where they are; whoever points at things keeps the place they read.
    if (button?.matches(':focus-visible')) button.scrollIntoView({ block: 'nearest' })
  },
  /** What was asked for when it was opened, told once; null when it was only open already. */
  takeAsked(): { begin: boolean } | null {
    const taken = asked
    asked = null
    return taken
  },
}

export function useDrawerOpen(): boolean {
  return useSyncExternalStore(subscribe, drawer.isOpen, () => false)
}

function set(next: boolean): void {
  open = next
  try {
    sessionStorage.setItem(name, String(next))
  } catch {
    // Blocked: it is remembered until the page is left.
  }
  for (const listener of listeners) listener()
}

function read(): boolean {
  try {
    return sessionStorage.getItem(name) === 'true'
  } catch {
    return false
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
