import { expect, test } from 'vitest'
import { notation, toSteps } from './to-steps.ts'

const watched = (atUs: number, source: string, ...args: string[]) => ({ atUs, source, args })
const clients = [
  { number: 1, address: '127.0.0.1:1001', replies: [null, 'OK'] },
  { number: 2, address: '127.0.0.1:1002', replies: [[1, 60_000]] },
]

test("each client's n-th command has its n-th reply, and the first one is at 0", () => {
  const commands = [
    watched(500, '127.0.0.1:1001', 'get', 'rate'),
    watched(700, '127.0.0.1:1001', 'set', 'rate', '1', 'EX', '60'),
  ]
  expect(toSteps({ commands, key: 'rate', clients })).toEqual([
    { client: 1, command: ['GET', 'rate'], byScript: false, atUs: 0, reply: '(nil)' },
    {
      client: 1,
      command: ['SET', 'rate', '1', 'EX', '60'],
      byScript: false,
      atUs: 200,
      reply: 'OK',
    },
  ])
})

test('what a script runs belongs to the client that called it', () => {
  const commands = [
    watched(1, '127.0.0.1:1002', 'evalsha', 'abc', '1', 'rate', '60'),
    watched(2, 'lua', 'INCR', 'rate'),
  ]
  expect(toSteps({ commands, key: 'rate', clients })).toMatchObject([
    { client: 2, byScript: false, reply: '[1, 60000]' },
    { client: 2, byScript: true, command: ['INCR', 'rate'] },
  ])
})

test("other keys and other people's commands are no steps, and a missing reply stays missing", () => {
  const commands = [
    watched(1, '127.0.0.1:1002', 'incr', 'another'),
    watched(2, '127.0.0.1:9999', 'get', 'rate'),
    watched(3, 'lua', 'INCR', 'rate'),
    watched(4, '127.0.0.1:1001', 'get', 'rate'),
    watched(5, '127.0.0.1:1001', 'set', 'rate', '1'),
    watched(6, '127.0.0.1:1001', 'expire', 'rate', '60'),
  ]
  const steps = toSteps({ commands, key: 'rate', clients })
  expect(steps.map(({ command }) => command[0])).toEqual(['GET', 'SET', 'EXPIRE'])
  expect(steps[2]).not.toHaveProperty('reply')
})

test("replies are in valkey-cli's notation", () => {
  expect([null, 3, 'OK', '7', [1, -1]].map(notation)).toEqual([
    '(nil)',
    '(integer) 3',
    'OK',
    '"7"',
    '[1, -1]',
  ])
})
