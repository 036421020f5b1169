import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { labNames } from '../../server/labs/labs.ts'
import { labs } from './labs.ts'

test('the page and the server have the same labs', () => {
  expect(labs.map(({ name }) => name).sort()).toEqual([...labNames].sort())
})

test.each(labs)('$name belongs to lessons that exist, and names its own folder', (lab) => {
  expect(lab.lessons.filter((lesson) => !existsSync(`lessons/${lesson}/lesson.mdx`))).toEqual([])
  expect(existsSync(`web/labs/${lab.name}/lab.ts`)).toBe(true)
})
