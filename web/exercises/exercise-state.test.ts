import { expect, test } from 'vitest'
import type { CheckRun, ExerciseDetail } from '../../server/exercises/contract.ts'
import {
  changeFile,
  checkingBegan,
  checkQueued,
  detailCame,
  filesCame,
  nothingKnown,
  resultCame,
  shownView,
  unsaved,
} from './exercise-state.ts'
import { shownText, typeInto } from './file-state.ts'

const lua = { name: 'a.lua', content: 'return 1', version: 'v1', language: 'lua' } as const
const detail: ExerciseDetail = {
  lesson: '04-a',
  number: 4,
  title: 'A',
  made: true,
  solved: false,
  hints: 1,
  files: [lua],
  original: [lua],
  checks: ['counts'],
  hintTexts: ['Look.'],
  editedOriginal: [],
  last: null,
  folder: 'workspace/04-a',
  path: '/w/workspace/04-a',
  warnings: [],
  copy: 'c1',
}
const run = (state: CheckRun['state'], second: number): CheckRun => ({
  run: `run ${second}`,
  lesson: '04-a',
  copy: 'c1',
  state,
  checks: [{ name: 'counts', state }],
  tookMs: 300,
  at: `2026-11-29T10:00:0${second}.000Z`,
  problems: [],
})
const loaded = detailCame(nothingKnown, detail)
const text = (state: typeof loaded, name = 'a.lua') => {
  const file = state.files.find((one) => one.name === name)
  return file && shownText(file)
}

test('an edit that an earlier visit left is there again, and is not saved yet', () => {
  const state = detailCame(nothingKnown, detail, { 'a.lua': { content: 'mine', basedOn: 'v1' } })
  expect(text(state)).toBe('mine')
  expect(unsaved(state).map(({ name }) => name)).toEqual(['a.lua'])
})

test('an edit that meanwhile is on disk is none', () => {
  const edits = { 'a.lua': { content: 'return 1', basedOn: 'v0' } }
  expect(unsaved(detailCame(nothingKnown, detail, edits))).toEqual([])
})

test('an edit of a file that is gone is still shown', () => {
  const state = detailCame(nothingKnown, detail, { 'b.ts': { content: 'b', basedOn: 'v9' } })
  expect(text(state, 'b.ts')).toBe('b')
  expect(state.files.at(-1)).toMatchObject({ language: 'typescript', disk: null })
})

test('a change on disk is shown; what changed nothing leaves the very same files', () => {
  const news = {
    made: true,
    warnings: [],
    copy: 'c2',
    files: [{ ...lua, content: 'return 2', version: 'v2' }],
  }
  expect(text(filesCame(loaded, news))).toBe('return 2')
  expect(filesCame(loaded, { ...news, files: [{ ...lua }] }).files).toBe(loaded.files)
})

test('without a copy the exercise is shown as it is given out', () => {
  const none = { made: false, warnings: [], copy: '', files: [] }
  expect(text(filesCame(loaded, none))).toBe('return 1')
  expect(filesCame(loaded, none).facts?.made).toBe(false)
})

test('a deleted file of the exercise stays in sight, one of the learner’s own goes', () => {
  const own = { ...lua, name: 'notes.lua' }
  const both = filesCame(loaded, { made: true, warnings: [], copy: 'c2', files: [lua, own] })
  const none = filesCame(both, { made: true, warnings: [], copy: 'c2', files: [] })
  expect(none.files).toMatchObject([{ name: 'a.lua', disk: null }])
})

test('a verdict of another exercise, or of another run than the awaited one, is refused', () => {
  const awaiting = checkQueued(loaded, 'run 2')
  expect(awaiting).toMatchObject({ checkingSince: expect.any(String), awaitedRun: 'run 2' })
  expect(resultCame(awaiting, run('passed', 1))).toBe(awaiting)
  expect(resultCame(awaiting, { ...run('passed', 2), lesson: '05-b' })).toBe(awaiting)
  const passed = resultCame(awaiting, run('passed', 2))
  expect(passed).toMatchObject({ checkingSince: null, awaitedRun: null, facts: { solved: true } })
  // The verdict was here before the answer to the save.
  expect(checkQueued(passed, 'run 2')).toBe(passed)
})

test('a result ends the checking; the same result heard again is not a new run', () => {
  const checking = checkingBegan(loaded, {
    run: 'run 1',
    startedAt: '2026-11-29T10:00:00.000Z',
  })
  const wrong = resultCame(checking, run('wrong', 1))
  expect(wrong).toMatchObject({ checkingSince: null, facts: { solved: false } })
  expect(resultCame(wrong, run('wrong', 1))).toBe(wrong)
  const passed = resultCame(wrong, run('passed', 2))
  expect(passed.runs.map(({ state }) => state)).toEqual(['passed', 'wrong'])
  // Once solved it stays so, whatever is tried afterwards.
  expect(resultCame(passed, run('wrong', 3)).facts?.solved).toBe(true)
})

test('a view that is not there falls back to the file with the task in it', () => {
  expect(shownView({ ...loaded, view: { is: 'mine' } })).toEqual({ is: 'file', name: 'a.lua' })
  expect(shownView({ ...loaded, view: { is: 'file', name: 'gone.ts' } }).is).toBe('file')
  expect(shownView({ ...loaded, view: { is: 'mine' }, solution: [] })).toEqual({ is: 'mine' })
  const task = { ...lua, name: 'z.ts', content: '// TODO: count' }
  const two = detailCame(nothingKnown, { ...detail, files: [lua, task], original: [lua, task] })
  expect(shownView(two)).toEqual({ is: 'file', name: 'z.ts' })
})

test('an edit of one file leaves the others', () => {
  const two = filesCame(loaded, {
    made: true,
    warnings: [],
    copy: 'c2',
    files: [lua, { ...lua, name: 'b' }],
  })
  const edited = changeFile(two, 'b', (file) => typeInto(file, 'x'))
  expect(edited.files[0]).toBe(two.files[0])
  expect(text(edited, 'b')).toBe('x')
})
