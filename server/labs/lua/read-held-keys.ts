import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import { formatReply } from '../../valkey/format-reply.ts'
import type { RespReply } from '../../valkey/resp-reply.ts'
import { askReply } from './ask-reply.ts'
import type { HeldKey, KeysHeld } from './contract.ts'

const mostShown = 50
const mostValueCharacters = 400

/** How each type is read, a bounded part of it. */
const reading: Record<string, (key: Buffer) => (string | Buffer)[]> = {
  string: (key) => ['GETRANGE', key, '0', '199'],
  list: (key) => ['LRANGE', key, '0', '9'],
  set: (key) => ['SRANDMEMBER', key, '10'],
  zset: (key) => ['ZRANGE', key, '0', '9', 'WITHSCORES'],
  hash: (key) => ['HGETALL', key],
  stream: (key) => ['XRANGE', key, '-', '+', 'COUNT', '5'],
}

/** What a disposable Valkey holds: it is the learner's alone and small, so it may be scanned. */
export async function readHeldKeys(valkey: DisposableValkey): Promise<KeysHeld> {
  const ask = (...args: (string | Buffer)[]) =>
    askReply(valkey, args, { maxReplyBytes: 4 * 1024 ** 2 })
  const total = Number(textOf(await ask('DBSIZE')))
  const found: Buffer[] = []
  for (let cursor = '0'; ; ) {
    const page = await ask('SCAN', cursor, 'COUNT', '1000')
    const [next, keys] = page.type === 'array' ? page.items : []
    if (keys?.type === 'array') {
      for (const key of keys.items) if (key.type === 'string') found.push(key.bytes)
    }
    cursor = next === undefined ? '0' : textOf(next)
    if (cursor === '0' || found.length >= mostShown) break
  }
  const first = found.sort(Buffer.compare).slice(0, mostShown)
  return { total, shown: await Promise.all(first.map(readKey)) }

  async function readKey(key: Buffer): Promise<HeldKey> {
    const type = textOf(await ask('TYPE', key))
    const ttlMs = Number(textOf(await ask('PTTL', key)))
    const command = reading[type]
    const value = command ? formatReply(await ask(...command(key))) : ''
    const name = formatReply({ type: 'string', bytes: key.subarray(0, 200) })
    return {
      key: name.includes('\\') ? name : name.slice(1, -1),
      type,
      value:
        value.length > mostValueCharacters ? `${value.slice(0, mostValueCharacters)} …` : value,
      ttlMs,
    }
  }
}

function textOf(reply: RespReply): string {
  if (reply.type === 'string') return reply.bytes.toString('latin1')
  return 'text' in reply ? reply.text : ''
}
