import { expect, test } from 'vitest'
import type { BoardLearner, BoardSnapshot, RoomState } from '../../../server/room/contract.ts'
import { type BoardState, handsUp, initialBoard, reduceBoard, rowsInOrder } from './board-state.ts'

const learner = (id: string, more: Partial<BoardLearner> = {}): BoardLearner => ({
  id,
  rev: 1,
  seat: Number(id),
  name: null,
  joinedAt: 0,
  seenAt: 0,
  activeAt: 0,
  here: true,
  marks: 0,
  progressAt: 0,
  place: null,
  lessons: {},
  check: null,
  exerciseOpen: null,
  help: null,
  pace: null,
  hint: null,
  home: false,
  ...more,
})
const state: RoomState = {
  rev: 5,
  notice: null,
  hint: null,
  follow: null,
  timer: null,
  shared: null,
}
const totals = {
  at: 1000,
  joined: 2,
  here: 2,
  slower: 0,
  faster: 0,
  medianIdleMs: 0,
  stuck: [] as string[],
}
const snapshot: BoardSnapshot = {
  room: { id: 'r', name: 'Monday', max: 30 },
  state,
  totals,
  learners: [learner('1'), learner('2')],
  traffic: [],
}
const open = (): BoardState =>
  reduceBoard(initialBoard, { type: 'board', data: snapshot, receivedAt: 10 })

test('a snapshot replaces everything: who has left meanwhile is gone', () => {
  const more = reduceBoard(open(), { type: 'learners', data: [learner('3')], receivedAt: 11 })
  const again = reduceBoard(more, { type: 'board', data: snapshot, receivedAt: 12 })
  expect(Object.keys(again.learners)).toEqual(['1', '2'])
  expect(again.moment).toEqual({ at: 1000, receivedAt: 12 })
})

test('an older version of a learner changes nothing, and other rows stay the same object', () => {
  const newer = learner('1', { rev: 9, name: 'Ada' })
  const board = reduceBoard(open(), { type: 'learners', data: [newer], receivedAt: 11 })
  const late = reduceBoard(board, {
    type: 'learners',
    data: [learner('1', { rev: 8 })],
    receivedAt: 12,
  })
  expect(late).toBe(board)
  expect(board.learners['2']).toBe(snapshot.learners[1])
})

test('an older state of the room changes nothing', () => {
  const board = open()
  const late = { ...state, rev: 4, follow: '/lessons/01-a/' }
  expect(reduceBoard(board, { type: 'state', data: late, receivedAt: 11 })).toBe(board)
  const next = { ...late, rev: 6 }
  expect(reduceBoard(board, { type: 'state', data: next, receivedAt: 12 }).state).toBe(next)
})

test('what several processes counted in one second is one second, the newest last, two minutes of them', () => {
  let board = open()
  for (let i = 200; i > 0; i -= 1) {
    const data = { at: i * 1000, allowed: 1, refused: 2 }
    board = reduceBoard(board, { type: 'traffic', data, receivedAt: 1 })
    if (i === 200) board = reduceBoard(board, { type: 'traffic', data, receivedAt: 1 })
  }
  expect(board.traffic).toHaveLength(120)
  expect(board.traffic.at(-1)).toEqual({ at: 200_000, allowed: 2, refused: 4 })
})

test('while lost the last numbers stay; after the end nothing does, and nothing brings it back', () => {
  const lost = reduceBoard(open(), { type: 'lost', since: 5 })
  expect(lost).toMatchObject({ connection: { is: 'lost', since: 5 }, room: { name: 'Monday' } })
  const ended = reduceBoard(lost, { type: 'ended', data: { at: 1 }, receivedAt: 1 })
  expect(ended).toMatchObject({ connection: { is: 'ended' }, learners: {}, state: null })
  expect(reduceBoard(ended, { type: 'lost', since: 6 })).toBe(ended)
})

test('stuck rows rise to the top, longest first; the others stand in order of coming', () => {
  const learners = Object.fromEntries(['4', '1', '3', '2'].map((id) => [id, learner(id)] as const))
  const ids = rowsInOrder({ learners, totals: { ...totals, stuck: ['3', '2'] } }).map(
    ({ id }) => id,
  )
  expect(ids).toEqual(['3', '2', '1', '4'])
})

test('hands are in the order in which they went up', () => {
  const up = (since: number) => ({ help: { since, claimedBy: null } })
  const learners = { 1: learner('1', up(9)), 2: learner('2'), 3: learner('3', up(4)) }
  expect(handsUp({ learners }).map(({ id }) => id)).toEqual(['3', '1'])
})
