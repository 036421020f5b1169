// One exercise in the page: its state, and what the learner can do. Pure changes are in exercise-state.ts; here they meet
// the server, the event stream and the browser's storage.
import type { CodePlace } from '../../server/exercises/contract.ts'
import type { Reply } from '../core/ask.ts'
import { createStore, type Readable } from '../core/store.ts'
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
  type Outcome,
  resultCame,
  solvedCame,
  unsaved,
  type View,
} from './exercise-state.ts'
import type { ExerciseEvent } from './exercise-stream.ts'
import { diskChanged, inConflict, type OpenFile, saved } from './file-state.ts'
import { keepEdits, readEdits } from './kept-edits.ts'
import { keepHints, readHints } from './kept-hints.ts'

export type ExerciseStore = Readable<ExerciseState> & {
  lesson: string
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

type Unanswered = Exclude<Reply<unknown>, { is: 'answered' }>

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
  const known = createStore<ExerciseState>({ ...nothingKnown, hints: readHints(lesson) })
  let saving = false
  let loading = false
  /** A save that the server was not there for; done as soon as it is. */
  let owed = false

  function change(step: (before: ExerciseState) => ExerciseState): void {
    known.change((before) => {
      const next = step(before)
      if (before.files !== next.files) keepEdits(lesson, next.files, before.files)
      return next
    })
  }

  const set = (news: Partial<ExerciseState>) => change((before) => ({ ...before, ...news }))
  const say = (outcome: Outcome | null) => set({ outcome })

  function refuse(reply: Unanswered): void {
    if (reply.is === 'unreached') lost()
    say(reply.is === 'unreached' ? { is: 'away' } : reply)
  }

  function lost(): void {
    if (known.read().line.is === 'lost') return
    // A run that nobody hears of any more must not look as if it went on.
    change((before) => checkLost({ ...before, line: { is: 'lost', since: Date.now() } }))
  }

  function live(): void {
    const { outcome, line, facts } = known.read()
    const wasAway = outcome?.is === 'away' || outcome?.is === 'not saved yet'
    if (line.is === 'live' && !wasAway) return
    set({ line: { is: 'live' }, outcome: wasAway ? null : outcome })
    if (facts === null) void store.load()
    if (owed) void store.saveAndCheck()
  }

  /** Resolves with whether all is on disk. With `check` the server checks the copy once the last file is written. */
  async function save({ check }: { check: boolean }): Promise<boolean> {
    const fileNamed = (name: string) => known.read().files.find((one) => one.name === name)
    const edited = unsaved(known.read())
    for (const { name, edit } of edited) {
      const file = fileNamed(name)
      if (!edit || !file) continue
      if (inConflict(file)) {
        say({ is: 'choose first', file: name })
        return false
      }
      const last = name === edited.at(-1)?.name
      const answer = await server.save(name, { ...edit, check: check && last })
      if (answer.is === 'conflict') {
        const { current } = answer
        store.edit(name, (one) => diskChanged(one, current))
        const changed = fileNamed(name)
        // Somebody wrote the same: nothing to choose.
        if (changed && inConflict(changed)) {
          say({ is: 'choose first', file: name })
          return false
        }
      } else if (answer.is === 'answered') {
        const { file: written, run } = answer.body
        store.edit(name, (one) => saved(one, written))
        change((before) => checkQueued(before, run))
      } else {
        owed = answer.is === 'unreached'
        refuse(answer)
        if (owed) say({ is: 'not saved yet' })
        return false
      }
    }
    return true
  }

  async function askForCheck(): Promise<void> {
    const answer = await server.check()
    if (answer.is === 'answered') {
      const { run } = answer.body
      return change((before) => checkQueued(before, run))
    }
    change(checkLost)
    refuse(answer)
  }

  const store: ExerciseStore = {
    lesson,
    read: known.read,
    subscribe: known.subscribe,
    async load() {
      if (loading) return
      loading = true
      const answer = await server.detail()
      loading = false
      if (answer.is !== 'answered') return refuse(answer)
      change((before) => detailCame(before, answer.body, readEdits(lesson)))
    },
    async start() {
      const answer = await server.start()
      if (answer.is !== 'answered') return refuse(answer)
      change((before) => ({ ...detailCame(before, answer.body), outcome: null }))
    },
    edit(name, edit) {
      change((before) => changeFile(before, name, edit))
    },
    show: (view) => set({ view }),
    goTo: (place) => set({ view: { is: 'file', name: place.file }, place: { ...place } }),
    showHints(hints) {
      keepHints(lesson, hints)
      set({ hints })
    },
    async saveAndCheck() {
      if (saving || !known.read().facts?.made) return
      saving = true
      owed = false
      const wrote = unsaved(known.read()).length > 0
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
      if (answer.is !== 'answered') return refuse(answer)
      const { detail, kept } = answer.body
      change((before) => ({
        ...detailCame(before, detail),
        runs: [],
        outcome: { is: 'reset', kept },
      }))
    },
    async askForSolution() {
      const answer = await server.solution()
      if (answer.is !== 'answered') return refuse(answer)
      set({ solution: answer.body.files, view: { is: 'mine' }, outcome: null })
    },
    receive(event) {
      live()
      if (event.type === 'files') change((before) => filesCame(before, event.data))
      else if (event.type === 'checking') {
        change((before) => checkingBegan(before, event.data))
      } else if (event.type === 'result') {
        const before = known.read()
        change((now) => resultCame(now, event.data))
        if (known.read() !== before && event.data.state === 'passed') onSolved()
      } else {
        change((before) => solvedCame(before, event.data))
        if (event.data.solved) onSolved()
      }
    },
    lost,
    pause: () => change((before) => checkLost({ ...before, line: { is: 'connecting' } })),
  }
  return store
}
