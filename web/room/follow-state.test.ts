import { expect, test } from 'vitest'
import { followState } from './follow-state.ts'

const numbers: Record<string, number> = { '/lessons/03/': 3, '/lessons/04/': 4, '/lessons/05/': 5 }
const state = (more: Partial<Parameters<typeof followState>[0]>) =>
  followState({
    follow: '/lessons/04/',
    followed: '/lessons/04/',
    path: '/lessons/04/',
    exerciseOpen: false,
    numberOf: (path: string) => numbers[path],
    ...more,
  })

test.each([
  ['nobody leads', { follow: null, path: '/lessons/05/' }, 'free'],
  ['where the room is', {}, 'together'],
  ['the room has moved', { followed: '/lessons/03/', path: '/lessons/03/' }, 'go'],
  ['nothing was followed yet', { followed: null, path: '/' }, 'go'],
  ['looking back', { path: '/lessons/03/' }, 'apart'],
  ['looking ahead', { path: '/lessons/05/' }, 'go'],
  ['elsewhere in the workbook', { path: '/playground/' }, 'apart'],
  [
    'an exercise is open while the room moves',
    { followed: '/lessons/03/', path: '/lessons/03/', exerciseOpen: true },
    'apart',
  ],
  ['an exercise is open ahead', { path: '/lessons/05/', exerciseOpen: true }, 'apart'],
  [
    'the room is at no lesson',
    { follow: '/labs/', followed: '/labs/', path: '/lessons/05/' },
    'apart',
  ],
] as const)('%s: %o is %s', (_, more, expected) => {
  expect(state(more)).toBe(expected)
})
