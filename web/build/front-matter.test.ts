import { expect, test } from 'vitest'
import { readFrontMatter } from './front-matter.ts'

const lesson = 'lessons/04-atomic-counter/lesson.mdx'

function withBlock(...lines: string[]): string {
  return ['---', ...lines, '---', '', 'Text.'].join('\n')
}

test('front matter gives title, summary, minutes and objectives', () => {
  const source = withBlock(
    'title: The counter',
    'summary: It counts.',
    'minutes: 15',
    'objectives: [a, b]',
  )
  expect(readFrontMatter(source, lesson)).toEqual({
    title: 'The counter',
    summary: 'It counts.',
    minutes: 15,
    objectives: ['a', 'b'],
  })
})

test('a lesson without front matter is told what belongs there', () => {
  expect(() => readFrontMatter('Text.', lesson)).toThrow(
    `${lesson} has no front matter: start it with a --- block that has title, summary, minutes and objectives`,
  )
})

test('each wrong field is named', () => {
  const source = withBlock('title: The counter', 'minutes: ten', 'objectives: []', 'author: me')
  expect(() => readFrontMatter(source, lesson)).toThrow(
    /its front matter is wrong\. summary: .*minutes: .*objectives: .*author/,
  )
})

test('broken YAML is named as such', () => {
  expect(() => readFrontMatter(withBlock('title: "open'), lesson)).toThrow(
    `${lesson}: its front matter is no valid YAML.`,
  )
})
