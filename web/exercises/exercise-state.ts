// What the panel knows of one lesson's exercise: what the server said of it, and what the learner did in the page. Pure.
import type {
  CheckRun,
  CodePlace,
  ExerciseDetail,
  ExerciseEvents,
  ExerciseFile,
} from '../../server/exercises/contract.ts'
import { diskChanged, type Edit, type OpenFile, openFile } from './file-state.ts'

export type Line = { is: 'connecting' } | { is: 'live' } | { is: 'lost'; since: number }

/** A file, or one of the two comparisons. */
export type View = { is: 'file'; name: string } | { is: 'mine' } | { is: 'given' }

/** What came of the last thing that the learner asked for. */
export type Outcome =
  | { is: 'saved' }
  | { is: 'not saved yet' }
  | { is: 'choose first'; file: string }
  | { is: 'reset'; kept: string | null }
  | { is: 'refused'; title: string; detail: string }
  | { is: 'away' }

export type ExerciseState = {
  /** null until the server has told. */
  facts: Omit<ExerciseDetail, 'files' | 'last' | 'warnings'> | null
  files: OpenFile[]
  warnings: string[]
  /** The last runs that this page has heard of, the newest first. */
  runs: CheckRun[]
  /** When the run that is going began or was asked for, ISO 8601. */
  checkingSince: string | null
  /** Its id, when the server has told: the verdict of any other run is refused. */
  awaitedRun: string | null
  solution: ExerciseFile[] | null
  /** What the left side shows; null: the file with the task in it. */
  view: View | null
  /** Where a link into a file led last. */
  place: CodePlace | null
  /** The hints that were asked for, from 1. */
  hints: number[]
  line: Line
  outcome: Outcome | null
}

const runsKept = 20

export const nothingKnown: ExerciseState = {
  facts: null,
  files: [],
  warnings: [],
  runs: [],
  checkingSince: null,
  awaitedRun: null,
  solution: null,
  view: null,
  place: null,
  hints: [],
  line: { is: 'connecting' },
  outcome: null,
}

/** @param edits by file name: what this browser kept of an earlier visit */
export function detailCame(
  state: ExerciseState,
  detail: ExerciseDetail,
  edits: Record<string, Edit> = {},
): ExerciseState {
  const { files, last, warnings, ...facts } = detail
  const known = { ...state, facts }
  const next = filesCame(known, { made: facts.made, files, warnings, copy: facts.copy })
  return resultCame({ ...next, files: withEdits(next.files, edits) }, last)
}

export function filesCame(
  state: ExerciseState,
  { made, files: told, warnings, copy }: ExerciseEvents['files'],
): ExerciseState {
  const { facts } = state
  // Until there is a copy, what can be read is the exercise as it is given out.
  const files = made ? told : (facts?.original ?? [])
  const own = state.files
  const there = files.map((file) => {
    const before = own.find(({ name }) => name === file.name)
    return before ? diskChanged(before, file) : openFile(file)
  })
  // A file that is gone stays in sight while an edit of it is not saved, or the exercise has it.
  const gone = own
    .filter(({ name }) => !files.some((file) => file.name === name))
    .filter(({ name, edit }) => edit || facts?.original.some((file) => file.name === name))
    .map((file) => diskChanged(file, null))
  return {
    ...state,
    files: keepSame(own, [...there, ...gone]),
    warnings,
    facts: facts && (facts.made !== made || facts.copy !== copy) ? { ...facts, made, copy } : facts,
  }
}

export function checkingBegan(
  state: ExerciseState,
  { run, startedAt }: ExerciseEvents['checking'],
): ExerciseState {
  return { ...state, checkingSince: startedAt, awaitedRun: run }
}

/** The server has queued this run: unless its verdict was here first, it is the one that is awaited. */
export function checkQueued(state: ExerciseState, run: string | undefined): ExerciseState {
  if (run === undefined || state.runs.some((one) => one.run === run)) return state
  return {
    ...state,
    checkingSince: state.checkingSince ?? new Date().toISOString(),
    awaitedRun: run,
  }
}

/** Nobody tells of a run any more. */
export function checkLost(state: ExerciseState): ExerciseState {
  return { ...state, checkingSince: null, awaitedRun: null }
}

/** A verdict of another exercise, or of another run than the one that is awaited, is refused. */
export function resultCame(state: ExerciseState, run: CheckRun | null): ExerciseState {
  if (run === null || run.lesson !== state.facts?.lesson) return state
  if (state.awaitedRun !== null && run.run !== state.awaitedRun) return state
  // A stream that is opened again repeats the last result.
  if (state.runs.some((one) => one.run === run.run)) return state
  const facts = { ...state.facts, solved: isSolved(state, run) }
  return checkLost({ ...state, facts, runs: [run, ...state.runs].slice(0, runsKept) })
}

export function solvedCame(
  state: ExerciseState,
  { solved }: ExerciseEvents['progress'],
): ExerciseState {
  return state.facts ? { ...state, facts: { ...state.facts, solved } } : state
}

export function changeFile(
  state: ExerciseState,
  name: string,
  change: (file: OpenFile) => OpenFile,
): ExerciseState {
  const files = state.files.map((file) => (file.name === name ? change(file) : file))
  return { ...state, files }
}

/** What the left side shows: what was chosen, as far as it is there. */
export function shownView({ view, files, solution, facts }: ExerciseState): View {
  const task = facts?.original.find(({ content }) => content.includes('TODO'))
  const first: View = { is: 'file', name: task?.name ?? files[0]?.name ?? '' }
  if (view === null) return first
  if (view.is !== 'file') return solution ? view : first
  return files.some(({ name }) => name === view.name) ? view : first
}

/** The files whose edits are not on disk yet. */
export function unsaved(state: ExerciseState): OpenFile[] {
  return state.files.filter(({ edit }) => edit !== null)
}

function isSolved({ facts }: ExerciseState, run: CheckRun): boolean {
  return facts?.solved === true || run.state === 'passed'
}

function withEdits(files: OpenFile[], edits: Record<string, Edit>): OpenFile[] {
  const kept = Object.entries(edits)
  const known = files.map((file) => {
    const edit = edits[file.name]
    return edit && edit.content !== file.disk?.content ? { ...file, edit } : file
  })
  const lost = kept.filter(([name]) => !files.some((file) => file.name === name))
  return [...known, ...lost.map(([name, edit]) => lostFile(name, edit))]
}

function lostFile(name: string, edit: Edit): OpenFile {
  return { name, language: languageOf(name), disk: null, edit, aside: null }
}

function languageOf(name: string): OpenFile['language'] {
  if (name.endsWith('.lua')) return 'lua'
  return name.endsWith('.ts') ? 'typescript' : 'text'
}

function keepSame(before: OpenFile[], after: OpenFile[]): OpenFile[] {
  const same = before.length === after.length && before.every((file, at) => file === after[at])
  return same ? before : after
}
