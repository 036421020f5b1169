// Which lesson's exercise is open in the drawer. It stays so over a reload, in this tab: a second tab begins with the text,
// and so does the next lesson.
import { useSyncExternalStore } from 'react'

const name = 'workbook:exercise-drawer'
const listeners = new Set<() => void>()
/** The lesson's folder; null: the drawer is closed. */
let open: string | null | undefined
let asked: { begin: boolean } | null = null

export const drawer = {
  isOpen(lesson: string): boolean {
    if (open === undefined) open = read()
    return open === lesson
  },
  /** @param options.begin the learner asks to begin the exercise: their copy is made */
  open(lesson: string, { begin = false } = {}): void {
    asked = { begin }
    set(lesson)
  },
  /** Another lesson is read now: whoever comes back to the one before begins with its text. */
  leaveFor(lesson: string): void {
    if (!drawer.isOpen(lesson) && open !== null) set(null)
  },
  /** The focus goes back to the lesson's own button, where it is. */
  close(): void {
    set(null)
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

export function useDrawerOpen(lesson: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => drawer.isOpen(lesson),
    () => false,
  )
}

function set(next: string | null): void {
  open = next
  try {
    if (next === null) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, next)
  } catch {
    // Blocked: it is remembered until the page is left.
  }
  for (const listener of listeners) listener()
}

function read(): string | null {
  try {
    return sessionStorage.getItem(name)
  } catch {
    return null
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
