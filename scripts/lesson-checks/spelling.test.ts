import { expect, test } from 'vitest'
import { createSpeller } from './spelling.ts'

const speller = createSpeller(process.cwd())
const faultsOf = (source: string, name = 'lesson.mdx') => speller.faults({ name, source })

test('a misspelt word is named with its line and what it may be', () => {
  expect(faultsOf('## Heading\n\nAll is well,\nand the requst comes.')).toEqual([
    'lesson.mdx:4 has the word "requst"; is it "request"? If it is right, add it to lessons/words.txt',
  ])
})

test.each([
  ['in a question', '<Quiz question="What does the scrpt do?" />', 'scrpt'],
  ['in a nested tag', '<Aside>\n  <Why>Becuase.</Why>\n</Aside>', 'Becuase'],
  ['in front matter', '---\ntitle: The conter\n---\n', 'conter'],
  ['in a table', '| a |\n|---|\n| tabel |\n', 'tabel'],
])('a wrong word %s is found', (_, source, word) => {
  expect(faultsOf(source).join()).toContain(`"${word}"`)
})

test.each([
  ['code', '`PTTL ttlMs` and\n\n```sh\nnpmx runz\n```'],
  ['an address', 'See https://valkey.io/comands/incr/ or [it](https://x.test/qqq).'],
  ['capitals and file names', 'NOSCRIPT from server/app.ts, X-API-KEY, 429s, main.ts'],
  [
    'possession, hyphens and both apostrophes',
    "The client's, the reader’s, well-known, don't, isn’t",
  ],
  ['British spelling', 'The colour of behaviour is grey, and it is analysed.'],
  ['the words of the trade', 'Valkey, ioredis, Lua, failover, şaka'],
])('%s is no fault', (_, source) => {
  expect(faultsOf(source)).toEqual([])
})
