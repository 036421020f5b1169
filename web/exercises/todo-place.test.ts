import { expect, test } from 'vitest'
import { openFile } from './file-state.ts'
import { todoPlace } from './todo-place.ts'

const file = (name: string, content: string) =>
  openFile({ name, content, version: content, language: 'typescript' })

test('the first hole of the file that is shown, else of the first file that has one', () => {
  const files = [
    file('app.ts', 'one\n// TODO: two\n// TODO: three\n'),
    file('key.ts', 'TODOS\n'),
    file('limit.ts', '// TODO\n'),
  ]
  expect(todoPlace(files, 'limit.ts')).toEqual({ file: 'limit.ts', line: 1 })
  expect(todoPlace(files, 'key.ts')).toEqual({ file: 'app.ts', line: 2 })
  expect(todoPlace(files.slice(1, 2), 'key.ts')).toBeNull()
})

test('what is typed and not saved counts', () => {
  const [edited] = [file('app.ts', '// TODO\n')].map((one) => ({
    ...one,
    edit: { content: 'done\n', basedOn: one.disk?.version ?? '' },
  }))
  expect(todoPlace(edited ? [edited] : [], 'app.ts')).toBeNull()
})
