// Which exercises the workbook has, asked for once: the lesson shows how far its exercise is. A workbook for a room has
// no such routes; then the command line is all there is.
import { useEffect } from 'react'
import type { ExerciseSummary } from '../../server/exercises/contract.ts'
import { ask } from '../core/ask.ts'
import { loadSession } from '../core/session.ts'
import { createStore, useStore } from '../core/store.ts'

/** null: not known yet, or the server is away; 'none': this workbook runs nobody's files. */
type List = ExerciseSummary[] | 'none' | null

const store = createStore<List>(null)
let asking = false

async function askForList(): Promise<void> {
  if (asking) return
  asking = true
  const inRoom = (await loadSession()).mode === 'room'
  const reply = inRoom ? null : await ask<ExerciseSummary[]>('/api/exercises')
  asking = false
  if (reply?.is === 'answered') store.change(() => reply.body)
  else if (!reply || (reply.is === 'refused' && reply.status === 404)) store.change(() => 'none')
  // Otherwise the server is unreachable, which the live part shows. The next lesson that needs the list asks again.
}

/** What the panel learned since the list was asked for. */
export function noteExercise(lesson: string, news: { made: boolean; solved: boolean }): void {
  store.change((list) =>
    Array.isArray(list)
      ? list.map((one) => (one.lesson === lesson ? { ...one, ...news } : one))
      : list,
  )
}

/** The lesson's exercise as the server has it; null while unknown and where there is no panel. */
export function useExerciseSummary(lesson: string): ExerciseSummary | null {
  const known = useList()
  useEffect(() => {
    if (known === null) void askForList()
  }, [known])
  return Array.isArray(known) ? (known.find((one) => one.lesson === lesson) ?? null) : null
}

/** How many exercises there are, once all of them are passed; null before. */
export function useAllSolved(): number | null {
  const known = useList()
  if (!Array.isArray(known) || known.length === 0) return null
  return known.every(({ solved }) => solved) ? known.length : null
}

/** Whether the lesson has an exercise that can be done in the page, as far as it is known by now. */
export function hasExercise(lesson: string): boolean {
  const list = store.read()
  return Array.isArray(list) && list.some((one) => one.lesson === lesson)
}

function useList(): List {
  return useStore(store, null, (list) => list)
}
