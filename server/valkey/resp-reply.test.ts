import { expect, test } from 'vitest'
import { encodeCommand, parseReply } from './resp-reply.ts'

const whole = '*5\r\n+OK\r\n:-7\r\n$-1\r\n$4\r\na\r\nb\r\n*2\r\n*0\r\n-ERR no\r\n'

test('a reply is parsed once all of it is there, and not a byte earlier', () => {
  const bytes = Buffer.from(whole)
  for (let length = 0; length < bytes.length; length += 1) {
    expect(parseReply(bytes.subarray(0, length))).toBeUndefined()
  }
  expect(parseReply(Buffer.concat([bytes, Buffer.from('+next\r\n')]))).toEqual({
    end: bytes.length,
    reply: {
      type: 'array',
      items: [
        { type: 'status', text: 'OK' },
        { type: 'integer', text: '-7' },
        { type: 'nil' },
        { type: 'string', bytes: Buffer.from('a\r\nb') },
        {
          type: 'array',
          items: [
            { type: 'array', items: [] },
            { type: 'error', text: 'ERR no' },
          ],
        },
      ],
    },
  })
})

test.each(['HTTP/1.1 200 OK\r\n', '$x\r\n', '*1.5\r\n', ':\r\n', '%1\r\n'])(
  '%j is no reply',
  (text) => {
    expect(() => parseReply(Buffer.from(text))).toThrow('not a reply of Valkey')
  },
)

test('a reply nested without end is given up on', () => {
  expect(() => parseReply(Buffer.from('*1\r\n'.repeat(1000)))).toThrow(/nested/)
})

test('a command is an array of strings, by bytes', () => {
  expect(encodeCommand(['GET', 'é', Buffer.from([0, 255])])).toEqual(
    Buffer.concat([
      Buffer.from('*3\r\n$3\r\nGET\r\n$2\r\né\r\n$2\r\n'),
      Buffer.from([0, 255, 13, 10]),
    ]),
  )
})
