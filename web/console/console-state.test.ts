import { describe, expect, test } from 'vitest'
import {
  type ConsoleAction,
  type ConsoleState,
  emptyConsole,
  mostEntries,
  mostHistory,
  mostShown,
  reduceConsole,
  transcript,
} from './console-state.ts'

const stateAfter = (actions: ConsoleAction[], from = emptyConsole()): ConsoleState =>
  actions.reduce(reduceConsole, from)
const asked = (...lines: string[]): ConsoleAction[] =>
  lines.map((line, i) => ({ type: 'asked', id: i + 1, line }))
const older: ConsoleAction = { type: 'older' }
const newer: ConsoleAction = { type: 'newer' }

describe('the history', () => {
  test('up goes back line by line and stays at the oldest, down comes forward to what was being typed', () => {
    const start = stateAfter([...asked('GET a', 'GET b'), { type: 'typed', input: 'DE' }])
    expect(stateAfter([older], start).input).toBe('GET b')
    expect(stateAfter([older, older], start).input).toBe('GET a')
    expect(stateAfter([older, older, older], start).input).toBe('GET a')
    expect(stateAfter([older, older, newer], start).input).toBe('GET b')
    expect(stateAfter([older, older, newer, newer], start).input).toBe('DE')
    expect(stateAfter([newer], start).input).toBe('DE')
  })

  test('a line twice in a row is kept once, an empty one not at all', () => {
    expect(stateAfter(asked('GET a', 'GET a', '  ', 'GET b', 'GET a')).history).toEqual([
      'GET a',
      'GET b',
      'GET a',
    ])
  })

  test('only the last ones are kept', () => {
    const lines = Array.from({ length: mostHistory + 5 }, (_, i) => `GET ${i}`)
    const { history } = stateAfter(asked(...lines))
    expect(history).toHaveLength(mostHistory)
    expect(history.at(-1)).toBe(lines.at(-1))
  })

  test('clearing the screen keeps it', () => {
    expect(stateAfter([...asked('GET a'), { type: 'cleared' }]).history).toEqual(['GET a'])
  })
})

describe('the log', () => {
  const reply = (id: number, text: string): ConsoleAction => ({
    type: 'answered',
    id,
    answer: { is: 'reply', text, error: false },
  })

  test('a line stands there at once, and its answer when it comes', () => {
    const waiting = stateAfter(asked('GET a'))
    expect(waiting.entries).toEqual([{ id: 1, line: 'GET a', answer: null }])
    const answered = stateAfter([reply(1, '(nil)')], waiting)
    expect(answered.entries[0]?.answer).toEqual({ is: 'reply', text: '(nil)', error: false })
  })

  test('of very many lines, and of very long replies, the oldest go', () => {
    const many = stateAfter(
      Array.from({ length: mostEntries + 9 }, (_, i) => ({ type: 'asked', id: i, line: 'PING' })),
    )
    expect(many.entries).toHaveLength(mostEntries)
    const long = stateAfter([
      ...asked('GET a', 'GET b', 'GET c'),
      ...[1, 2, 3].map((id) => reply(id, 'x'.repeat(mostShown * 0.4))),
    ])
    expect(long.entries.map(({ line }) => line)).toEqual(['GET b', 'GET c'])
  })

  test('clearing spares what still waits for its answer', () => {
    const state = stateAfter([...asked('GET a', 'GET b'), reply(1, '(nil)'), { type: 'cleared' }])
    expect(state.entries.map(({ line }) => line)).toEqual(['GET b'])
  })

  test('its transcript is what a terminal would show', () => {
    const state = stateAfter([
      ...asked('GET a', 'KEYS *'),
      reply(1, '(nil)'),
      { type: 'answered', id: 2, answer: { is: 'refused', why: 'Not here.' } },
    ])
    expect(transcript(state.entries, 'valkey>')).toBe(
      'valkey> GET a\n(nil)\nvalkey> KEYS *\nNot here.\n',
    )
  })
})
