import { expect, test } from 'vitest'
import type { ExerciseFile } from '../../server/exercises/contract.ts'
import { comparedFiles } from './compared-files.ts'
import { type ExerciseState, nothingKnown } from './exercise-state.ts'
import { openFile, typeInto } from './file-state.ts'

const file = (name: string, content: string): ExerciseFile => ({
  name,
  content,
  version: content,
  language: 'typescript',
})
const state: ExerciseState = {
  ...nothingKnown,
  facts: {
    lesson: '05-b',
    number: 5,
    title: 'B',
    made: true,
    solved: false,
    hints: 0,
    original: [file('a.ts', 'given\n')],
    checks: [],
    hintTexts: [],
    copy: '',
    editedOriginal: [],
    folder: 'workspace/05-b',
    path: '/w/workspace/05-b',
  },
  files: [
    typeInto(openFile(file('a.ts', 'saved\n')), 'typed\n'),
    openFile(file('own.ts', 'own\n')),
  ],
  solution: [
    file('a.ts', '// region: count\nsolved\n  // endregion: count\n'),
    file('new.ts', 'n'),
  ],
}

test('mine is what the editor shows; a file that only the solution has is all new', () => {
  expect(comparedFiles(state, 'mine')).toEqual([
    { name: 'a.ts', before: 'typed\n', after: 'solved\n' },
    { name: 'new.ts', before: '', after: 'n' },
  ])
})

test('given is the exercise as it was, whatever was typed since', () => {
  expect(comparedFiles(state, 'given')[0]).toEqual({
    name: 'a.ts',
    before: 'given\n',
    after: 'solved\n',
  })
})

test('without a solution there is nothing to compare', () => {
  expect(comparedFiles({ ...state, solution: null }, 'mine')).toEqual([])
})
