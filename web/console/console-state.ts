// What was typed and what came back, as data: bounded, so that a page left open stays small.
import type { LineAnswer } from '../live/run-line.ts'

/** `text`: what the page itself says, such as HELP. */
export type Shown = LineAnswer | { is: 'text'; text: string }

/** `answer` is null while it is awaited. */
export type Entry = { id: number; line: string; answer: Shown | null }

export type ConsoleState = {
  entries: Entry[]
  /** What was typed, oldest first. */
  history: string[]
  /** Which of it the prompt shows; null: what is being typed. */
  at: number | null
  /** What was being typed when the way back into the history began. */
  draft: string
  input: string
}

export type ConsoleAction =
  | { type: 'typed'; input: string }
  | { type: 'asked'; id: number; line: string }
  | { type: 'answered'; id: number; answer: Shown }
  | { type: 'older' }
  | { type: 'newer' }
  | { type: 'cleared' }

export const mostEntries = 200
export const mostHistory = 100
/** A line's reply may be 256 KB as it is written; this is what all of them together may take. */
export const mostShown = 500_000

export function emptyConsole(history: string[] = []): ConsoleState {
  return { entries: [], history, at: null, draft: '', input: '' }
}

export function reduceConsole(state: ConsoleState, action: ConsoleAction): ConsoleState {
  switch (action.type) {
    case 'typed':
      return { ...state, input: action.input, at: null }
    case 'asked': {
      const entry = { id: action.id, line: action.line, answer: null }
      const entries = bounded([...state.entries, entry])
      return {
        ...state,
        entries,
        history: withLine(state.history, action.line),
        at: null,
        draft: '',
      }
    }
    case 'answered': {
      const { id, answer } = action
      const entries = state.entries.map((entry) => (entry.id === id ? { ...entry, answer } : entry))
      return { ...state, entries: bounded(entries) }
    }
    case 'older':
      return atHistory(state, (state.at ?? state.history.length) - 1)
    case 'newer':
      return state.at === null ? state : atHistory(state, state.at + 1)
    case 'cleared':
      return { ...state, entries: state.entries.filter(({ answer }) => answer === null) }
  }
}

function atHistory(state: ConsoleState, at: number): ConsoleState {
  const { history } = state
  const draft = state.at === null ? state.input : state.draft
  if (at < 0) return state
  if (at >= history.length) return { ...state, at: null, input: draft }
  return { ...state, at, draft, input: history[at] ?? '' }
}

/** A line typed twice in a row is kept once, as a shell does. */
function withLine(history: string[], line: string): string[] {
  if (line.trim() === '' || history.at(-1) === line) return history
  return [...history, line].slice(-mostHistory)
}

function bounded(entries: Entry[]): Entry[] {
  const kept = entries.slice(-mostEntries)
  let size = kept.reduce((sum, entry) => sum + sizeOf(entry), 0)
  while (kept.length > 1 && size > mostShown) {
    const oldest = kept.shift()
    size -= oldest ? sizeOf(oldest) : 0
  }
  return kept
}

function sizeOf({ line, answer }: Entry): number {
  return line.length + textOf(answer).length
}

export function textOf(answer: Shown | null): string {
  if (answer === null) return ''
  return 'text' in answer ? answer.text : answer.why
}

/** All of it as a terminal would show it, for the clipboard. */
export function transcript(entries: readonly Entry[], prompt: string): string {
  return entries.map(({ line, answer }) => `${prompt} ${line}\n${textOf(answer)}\n`).join('')
}
