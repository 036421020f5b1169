import { expect, test } from 'vitest'
import { createHighlight } from './highlight.ts'
import { toPlainText } from './jsx-nodes.ts'

const highlight = await createHighlight()

test('code becomes one span per line, coloured by class and never by style', () => {
  const code = "-- counts\nlocal count = redis.call('INCR', KEYS[1])"
  const pre = highlight({ code, language: 'lua', lineNumbers: [7, 9] })
  const written = JSON.stringify(pre)
  expect(pre.tagName).toBe('pre')
  expect(written).toContain('"data-line":"7"')
  expect(written).toContain('"data-line":"9"')
  expect(written).toContain('tk-comment')
  expect(written).toContain('tk-keyword')
  expect(written).toContain('tk-string"')
  expect(written).not.toContain('style')
  expect(written).not.toContain('var(')
})

test.each([
  ['ts', 'const a: number = 1\n\nexport { a }'],
  ['tsx', 'const a = <b className="c">d</b>'],
  ['lua', 'return { count, ttlMs }'],
  ['sh', 'curl -i localhost:3000/api/saka'],
  ['console', '$ echo hello\nhello'],
  ['http', 'HTTP/1.1 200 OK\nRateLimit: "default";r=4;t=60'],
  ['json', '{ "status": 429 }'],
  ['text', 'as it is'],
] as const)('%s keeps its text, each line ending in a newline', (language, code) => {
  expect(toPlainText(highlight({ code, language }))).toBe(`${code}\n`)
})

test('marked lines get a class', () => {
  const pre = highlight({ code: 'a\nb', language: 'text', marked: new Set([2]) })
  expect(JSON.stringify(pre).match(/\["line","marked"\]/g)).toHaveLength(1)
})

test('a machine that is slow colours the same', () => {
  const code = "local a = redis.call('INCR', KEYS[1])"
  const quick = highlight({ code, language: 'lua' })
  const now = Date.now
  let minutes = 0
  // Between any two looks at the clock a minute has passed.
  Date.now = () => {
    minutes += 1
    return now() + minutes * 60_000
  }
  try {
    expect(highlight({ code, language: 'lua' })).toEqual(quick)
  } finally {
    Date.now = now
  }
})
