import { expect, test } from 'vitest'
import { partFaults } from './part-faults.ts'

const quiz = (question: string) => `<Quiz question="${question}">
  <Choice correct>
    Yes.
    <Why>It is.</Why>
  </Choice>
  <Choice>
    No.
    <Why>It is.</Why>
  </Choice>
</Quiz>
`
const good = {
  text: '<TryIt send={1}>Send</TryIt> a <NamedPart is="key">key</NamedPart>.\n',
  prediction: '<Predict question="How many?" run={{ burst: 10 }}>\n  Five.\n</Predict>\n',
  first: quiz('One?'),
  second: quiz('Two?'),
  wrong: '## What goes wrong here: a race\n\n<Lab name="race" />\n',
  recap: '## Your turn\n\n<Recap>\n- that\n</Recap>\n',
}
const faultsOf = (changes: Partial<typeof good>) =>
  partFaults(Object.values({ ...good, ...changes }).join('\n'))

test('a lesson with all its parts has no fault', () => {
  expect(faultsOf({})).toEqual([])
})

test.each([
  ['no prediction', { prediction: '' }, 'has no prediction'],
  ['one quiz', { second: '' }, 'has 1 quizzes'],
  ['four quizzes', { second: quiz('2?') + quiz('3?') + quiz('4?') }, 'has 4 quizzes'],
  [
    'a quiz without a right answer',
    { second: quiz('Two?').replace(' correct', '') },
    'with 0 correct answers: mark one',
  ],
  [
    'a quiz with two right answers',
    { second: quiz('Two?').replaceAll(/<Choice>/g, '<Choice correct>') },
    'with 2 correct answers: mark one',
  ],
  [
    'an answer without an explanation',
    { second: quiz('Two?').replace('<Why>It is.</Why>', '') },
    'without its <Why>',
  ],
  ['no word that lights up', { text: '<TryIt send={1}>Send</TryIt>\n' }, 'names no part'],
  ['no recap', { recap: '## Your turn\n' }, 'has no <Recap>'],
  ['no failure', { wrong: '<Lab name="race" />\n' }, 'no heading "What goes wrong here"'],
  [
    'a failure that is only told',
    { wrong: '## What goes wrong here\n\nIt hangs.\n\n## Next\n\n<Lab name="race" />\n' },
    'nothing that a click brings about',
  ],
])('%s is named', (_, changes, words) => {
  const faults = faultsOf(changes)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(words)
})

test('nothing to run is named, and a link to a lab brings a failure about', () => {
  const wrong = '## What goes wrong here\n\nSee it in the [failure lab](/labs/failure/).\n'
  expect(faultsOf({ wrong })).toEqual([])
  expect(faultsOf({ wrong, text: 'a <NamedPart is="key">key</NamedPart>.\n' })).toEqual([
    'lesson.mdx has nothing to run: use <TryIt> or a <Lab>',
  ])
})
