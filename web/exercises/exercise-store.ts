// One exercise in the page: its state, and what the learner can do. Pure changes are in exercise-state.ts; here they meet
// the server, the event stream and the browser's storage.
import type { CodePlace } from '../../server/exercises/contract.ts'
import type { ExerciseServer } from './exercise-server.ts'
import {
  changeFile,
  checkingBegan,
  checkLost,
  checkQueued,
  detailCame,
  type ExerciseState,
  filesCame,
  nothingKnown,
  resultCame,
  type Said,
  solvedCame,
  unsaved,
  type View,
} from './exercise-state.ts'
import type { ExerciseEvent } from './exercise-stream.ts'
import { diskChanged, inConflict, type OpenFile, saved } from './file-state.ts'
import { keepEdits, readEdits } from './kept-edits.ts'
import { keepHints, readHints } from './kept-hints.ts'

export type ExerciseStore = {
  lesson: string
  /** The same object until something changes. */
  get(): ExerciseState
  subscribe(listener: () => void): () => void
  /** Asks the server what there is; follow with the stream. */
  load(): Promise<void>
  start(): Promise<void>
  edit(name: string, change: (file: OpenFile) => OpenFile): void
  show(view: View): void
  goTo(place: CodePlace): void
  /** Hints stay shown over a reload; [] hides them. */
  showHints(hints: number[]): void
  /** Saves what is not saved, and has it checked. */
  saveAndCheck(): Promise<void>
  reset(): Promise<void>
  askForSolution(): Promise<void>
  receive(event: ExerciseEvent): void
  lost(): void
  /** Nobody follows the stream now. */
  pause(): void
}

export function createExerciseStore({
  lesson,
  server,
  onSolved,
}: {
  lesson: string
  server: ExerciseServer
  /** It passed, for the first time or again. */
  onSolved: () => void
}): ExerciseStore {
  const listeners = new Set<() => void>()
  let state: ExerciseState = { ...nothingKnown, hints: readHints(lesson) }
  let saving = false
  let loading = false
  /** A save that the server was not there for; done as soon as it is. */
  let owed = false

  function change(next: ExerciseState): void {
    if (next === state) return
    const before = state
    state = next
    if (before.files !== next.files) keepEdits(lesson, next.files, before.files)
    for (const listener of listeners) listener()
  }

  const say = (said: Said | null) => change({ ...state, said })

  function refuse(answer: { is: 'away' } | { is: 'refused'; title: string; detail: string }): void {
    if (answer.is === 'away') lost()
    say(answer.is === 'away' ? { is: 'away' } : answer)
  }

  function lost(): void {
    if (state.line.is === 'lost') return
    // A run that nobody hears of any more must not look as if it went on.
    change(checkLost({ ...state, line: { is: 'lost', since: Date.now() } }))
  }

  function live(): void {
    const wasAway = state.said?.is === 'away' || state.said?.is === 'not saved yet'
    if (state.line.is === 'live' && !wasAway) return
    change({ ...state, line: { is: 'live' }, said: wasAway ? null : state.said })
    if (state.facts === null) void store.load()
    if (owed) void store.saveAndCheck()
  }

  /** Resolves with whether all is on disk. With `check` the server checks the copy once the last file is written. */
  async function save({ check }: { check: boolean }): Promise<boolean> {
    const edited = unsaved(state)
    for (const { name, edit } of edited) {
      const file = state.files.find((one) => one.name === name)
      if (!edit || !file) continue
      if (inConflict(file)) {
        say({ is: 'choose first', file: name })
        return false
      }
      const last = name === edited.at(-1)?.name
      const answer = await server.save(name, { ...edit, check: check && last })
      if (answer.is === 'conflict') {
        const { current } = answer
        change(changeFile(state, name, (one) => diskChanged(one, current)))
        // Somebody wrote the same: nothing to choose.
        if (state.files.some((one) => one.name === name && inConflict(one))) {
          say({ is: 'choose first', file: name })
          return false
        }
      } else if (answer.is === 'done') {
        const { file: written, run } = answer.body
        change(
          checkQueued(
            changeFile(state, name, (one) => saved(one, written)),
            run,
          ),
        )
      } else {
        owed = answer.is === 'away'
        refuse(answer)
        if (owed) say({ is: 'not saved yet' })
        return false
      }
    }
    return true
  }

  async function askForCheck(): Promise<void> {
    const answer = await server.check()
    if (answer.is === 'done') return change(checkQueued(state, answer.body.run))
    change(checkLost(state))
    if (answer.is !== 'conflict') refuse(answer)
  }

  const store: ExerciseStore = {
    lesson,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async load() {
      if (loading) return
      loading = true
      const answer = await server.detail()
      loading = false
      if (answer.is === 'done') change(detailCame(state, answer.body, readEdits(lesson)))
      else if (answer.is !== 'conflict') refuse(answer)
    },
    async start() {
      const answer = await server.start()
      if (answer.is === 'done') change({ ...detailCame(state, answer.body), said: null })
      else if (answer.is !== 'conflict') refuse(answer)
    },
    edit(name, edit) {
      change(changeFile(state, name, edit))
    },
    show: (view) => change({ ...state, view }),
    goTo: (place) =>
      change({ ...state, view: { is: 'file', name: place.file }, place: { ...place } }),
    showHints(hints) {
      keepHints(lesson, hints)
      change({ ...state, hints })
    },
    async saveAndCheck() {
      if (saving || !state.facts?.made) return
      saving = true
      owed = false
      const wrote = unsaved(state).length > 0
      const done = await save({ check: true }).finally(() => {
        saving = false
      })
      if (!done) return
      say(wrote ? { is: 'saved' } : null)
      if (!wrote) await askForCheck()
    },
    async reset() {
      // What is only in the page would not be in the copy that is kept.
      if (!(await save({ check: false }))) return
      const answer = await server.reset()
      if (answer.is === 'done') {
        const { detail, kept } = answer.body
        change({ ...detailCame(state, detail), runs: [], said: { is: 'reset', kept } })
      } else if (answer.is !== 'conflict') refuse(answer)
    },
    async askForSolution() {
      const answer = await server.solution()
      if (answer.is === 'done')
        change({ ...state, solution: answer.body.files, view: { is: 'mine' }, said: null })
      else if (answer.is !== 'conflict') refuse(answer)
    },
    receive(event) {
      live()
      if (event.type === 'files') change(filesCame(state, event.data))
      else if (event.type === 'checking') {
        change(checkingBegan(state, event.data))
      } else if (event.type === 'result') {
        const before = state
        change(resultCame(state, event.data))
        if (state !== before && event.data.state === 'passed') onSolved()
      } else {
        change(solvedCame(state, event.data))
        if (event.data.solved) onSolved()
      }
    },
    lost,
    pause: () => change(checkLost({ ...state, line: { is: 'connecting' } })),
  }
  return store
}
