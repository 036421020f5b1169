import { randomUUID } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { afterEach, expect, inject, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { createAskAsUser } from './ask-as-user.ts'

const closes: (() => void)[] = []
afterEach(() => {
  for (const close of closes.splice(0)) close()
})

const user = () => ({ username: 'default', password: inject('valkey').password ?? '' })

/** Something that listens and answers as `answer` does. */
async function listener(answer: (socket: Socket) => void) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closes.push(() => server.close())
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return { host: '127.0.0.1', port, tls: false } as const
}

test('a reply is what came over the wire: a status is no string, an integer keeps its 64 bits', async () => {
  const ask = createAskAsUser(inject('valkey'), { timeoutMs: 10_000 })
  const lua = "return {redis.status_reply('OK'), 'OK', false}"
  expect(await ask(user(), ['EVAL', lua, '0'])).toMatchObject({
    reply: {
      items: [
        { type: 'status', text: 'OK' },
        { type: 'string', bytes: Buffer.from('OK') },
        { type: 'nil' },
      ],
    },
  })
  const key = `test:${randomUUID()}`
  expect(await ask(user(), ['INCRBY', key, '9223372036854775807'])).toMatchObject({
    reply: { type: 'integer', text: '9223372036854775807' },
  })
  await ask(user(), ['DEL', key])
})

test('a refused login is told, and the command is not run', async () => {
  const { client, close } = await openTestValkey()
  closes.push(close)
  const key = `test:${randomUUID()}`
  const ask = createAskAsUser(inject('valkey'), { timeoutMs: 10_000 })
  const asked = await ask({ username: 'nobody', password: 'x' }, ['SET', key, '1'])
  expect(asked).toMatchObject({
    outcome: 'login refused',
    why: expect.stringMatching(/^WRONGPASS/),
  })
  expect(await client.exists(key)).toBe(0)
})

test('a reply past the bound is given up on', async () => {
  const ask = createAskAsUser(inject('valkey'), { timeoutMs: 10_000, maxReplyBytes: 1024 })
  const lua = "return string.rep('x', 5000)"
  expect(await ask(user(), ['EVAL', lua, '0'])).toEqual({ outcome: 'too large', maxBytes: 1024 })
})

test('who never answers is given up on after the deadline', async () => {
  const silent = await listener((socket) => closes.push(() => socket.destroy()))
  const ask = createAskAsUser(silent, { timeoutMs: 100 })
  await expect(ask(user(), ['PING'])).rejects.toThrow('Valkey did not answer within 100 ms')
})

test('who hangs up, and who speaks something else, is an error', async () => {
  const hangsUp = await listener((socket) => socket.destroy())
  await expect(createAskAsUser(hangsUp)(user(), ['PING'])).rejects.toThrow(/closed|ECONNRESET/)
  const web = await listener((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await expect(createAskAsUser(web)(user(), ['PING'])).rejects.toThrow(/not a reply of Valkey/)
})
