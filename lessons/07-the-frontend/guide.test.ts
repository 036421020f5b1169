import { expect, test } from 'vitest'
import { createAsk } from './guide/ask.ts'
import { type Planned, serveAnswers } from './serve-app.ts'

async function errorsFor(answer: Planned): Promise<string[]> {
  const errors: string[] = []
  await serveAnswers([answer], async ({ url }) => {
    const ask = createAsk({
      fetch: (path) => fetch(new URL(path, url)),
      setError: (message) => errors.push(message),
    })
    await ask()
  })
  return errors
}

test("the guide's frontend notices a 429, and says nothing for a 200", async () => {
  expect(await errorsFor({ status: 429, headers: { 'Retry-After': '7' } })).toEqual([
    'Çok fazla istek',
  ])
  expect(await errorsFor({ status: 200, body: 'A joke.' })).toEqual([])
})

test('it says nothing for a 503 either', async () => {
  expect(await errorsFor({ status: 503, headers: { 'Retry-After': '1' } })).toEqual([])
})
