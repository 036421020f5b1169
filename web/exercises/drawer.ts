// Which lesson's exercise is open in the drawer. It stays so over a reload, in this tab: a second tab begins with the text,
// and so does the next lesson.
import { readTab, useTab, writeTab } from '../core/tab-store.ts'

/** In the tab's store: the lesson's folder, or null when the drawer is closed. */
const name = 'exercise-drawer'
let asked: { begin: boolean } | null = null

export const drawer = {
  isOpen(lesson: string): boolean {
    return readTab(name) === lesson
  },
  /** @param options.begin the learner asks to begin the exercise: their copy is made */
  open(lesson: string, { begin = false } = {}): void {
    asked = { begin }
    writeTab(name, lesson)
  },
  /** Another lesson is read now: whoever comes back to the one before begins with its text. */
  leaveFor(lesson: string): void {
    const open = readTab(name)
    if (open !== lesson && open !== null) writeTab(name, null)
  },
  /** The focus goes back to the lesson's own button, where it is. */
  close(): void {
    writeTab(name, null)
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
  return useTab(name) === lesson
}
