import { expect, test } from 'vitest'
import { splitWords } from './split-words.ts'

test.each([
  ['', []],
  ['  rate:ada   60 ', ['rate:ada', '60']],
  [`"two words" 'and more' ""`, ['two words', 'and more', '']],
  ['an"inner', ['an"inner']],
])('%s', (text, words) => expect(splitWords(text)).toEqual(words))
