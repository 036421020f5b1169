import { expect, test } from 'vitest'
import { createAnswerReader } from './answer-reader.ts'

function readAll(chunks: string[]) {
  const statuses: string[] = []
  const faults: string[] = []
  const read = createAnswerReader({
    onAnswer: (status) => statuses.push(status),
    onFault: (sentence) => faults.push(sentence),
  })
  for (const chunk of chunks) read(Buffer.from(chunk))
  return { statuses, faults }
}

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\njoke'

test('an answer is complete at its last byte, however it is cut', () => {
  for (let cut = 1; cut < answer.length; cut += 1) {
    const first = answer.slice(0, cut)
    expect(readAll([first]).statuses).toEqual([])
    expect(readAll([first, answer.slice(cut)]).statuses).toEqual(['200'])
  }
})

test('one answer after the other on the same connection', () => {
  const refused = 'HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n'
  expect(readAll([answer, refused, answer]).statuses).toEqual(['200', '429', '200'])
})

test('an answer of unknown length is a fault with its head', () => {
  const { statuses, faults } = readAll(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'])
  expect(statuses).toEqual([])
  expect(faults).toEqual([expect.stringContaining('no Content-Length: HTTP/1.1 200 OK')])
})
