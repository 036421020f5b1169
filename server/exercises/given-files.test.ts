import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readGiven } from './given-files.ts'

test('what the course marks for its text is not given out, and all else is', async () => {
  const folder = 'lessons/12-questions-and-answers/exercise'
  const whole = readFileSync(`${folder}/api.ts`, 'utf8')
  const marked = whole.split('\n').filter((line) => /(end)?region: /.test(line))
  expect(marked.length).toBeGreaterThan(2)
  const api = (await readGiven(folder, folder)).find(({ name }) => name === 'api.ts')
  const kept = whole.split('\n').filter((line) => !marked.includes(line))
  expect(api?.content).toBe(kept.join('\n'))
})
