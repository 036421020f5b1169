import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serveApi } from '../testing/serve-api.ts'
import { createAskAsUser } from '../valkey/ask-as-user.ts'
import { connectValkey, type ValkeyConnection } from '../valkey/connect.ts'
import { consoleCommands } from './commands.ts'
import { type Console, createConsole } from './console.ts'
import { createConsoleRoutes } from './console-routes.ts'
import type { ConsoleAnswer, ConsoleCommand, ConsoleInfo } from './contract.ts'

let connection: ValkeyConnection
let keyspace: Console
let prefix: string
let touched: string[][]

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

beforeEach(() => {
  prefix = `test:${randomUUID()}:`
  touched = []
  keyspace = openConsole([prefix, 'rate:'])
})
afterEach(() => keyspace.close())

function openConsole(prefixes: string[], { maxReplyBytes = 64 * 1024 } = {}): Console {
  return createConsole({
    valkey: connection.client,
    ask: createAskAsUser(inject('valkey'), { timeoutMs: 10_000, maxReplyBytes }),
    keyspace: 'test',
    prefixes,
    onKeys: async (keys) => touched.push(keys),
  })
}

const reply = (text: string, error = false): ConsoleAnswer => ({ is: 'reply', text, error })
const run = (line: string) => keyspace.run(line.replaceAll(/\bKEY\b/g, `${prefix}counter`))

test('a counter from its first request to its end, as valkey-cli prints it', async () => {
  expect(await run('INCR KEY')).toEqual(reply('(integer) 1'))
  expect(await run('get KEY')).toEqual(reply('"1"'))
  expect(await run('EXPIRE KEY 60')).toEqual(reply('(integer) 1'))
  expect(await run('TTL KEY')).toEqual(reply('(integer) 60'))
  expect(await run('PERSIST KEY')).toEqual(reply('(integer) 1'))
  expect(await run('TYPE KEY')).toEqual(reply('string'))
  expect(await run('object encoding KEY')).toEqual(reply('"int"'))
  expect(await run(`SET KEY 'it is "five"' EX 60`)).toEqual(reply('OK'))
  expect(await run('GET KEY')).toEqual(reply('"it is \\"five\\""'))
  expect(await run('INCR KEY')).toEqual(
    reply('(error) ERR value is not an integer or out of range', true),
  )
  expect(await run('SET KEY "\\x00\\xff"')).toEqual(reply('OK'))
  expect(await run('MGET KEY KEY:2')).toEqual(reply('1) "\\x00\\xff"\n2) (nil)'))
  expect(await run('DEL KEY')).toEqual(reply('(integer) 1'))
  expect(await run('GET KEY')).toEqual(reply('(nil)'))
  expect(await run('HGETALL KEY')).toEqual(reply('(empty array)'))
  expect(await run('PING')).toEqual(reply('PONG'))
  expect(await run('PING "a b"')).toEqual(reply('"a b"'))
  expect(await run('GET')).toEqual(
    reply("(error) ERR wrong number of arguments for 'get' command", true),
  )
})

test('INFO is the text it is, as in valkey-cli', async () => {
  const answer = await run('info CPU stats')
  expect(answer).toMatchObject({
    is: 'reply',
    text: expect.stringMatching(/^# Stats\n[^"\r]*\n\n# CPU\nused_cpu_sys:/),
  })
})

test('the keys of a line are told before its answer', async () => {
  await run('MSET KEY 1 KEY:2 2')
  expect(touched).toEqual([[`${prefix}counter`, `${prefix}counter:2`]])
  await run('DEL KEY KEY:2')
})

test.each([
  ['EVAL "return 1" 0', /Lua lab/],
  ['evalsha abc 0', /Lua lab/],
  ['SCRIPT FLUSH', /Lua lab/],
  ['FUNCTION LIST', /Lua lab/],
  ['FCALL f 0', /Lua lab/],
  ['KEYS *', /table of keys/],
  ['SCAN 0', /keys of everybody/],
  ['FLUSHALL', /every key of this Valkey/],
  ['FLUSHDB', /every key of this Valkey/],
  ['RANDOMKEY', /keys of everybody/],
  ['CONFIG GET requirepass', /looks into the server or changes it/],
  ['CONFIG SET maxmemory 1', /looks into the server or changes it/],
  ['ACL LIST', /looks into the server or changes it/],
  ['ACL SETUSER default nopass', /looks into the server or changes it/],
  ['SHUTDOWN NOSAVE', /looks into the server or changes it/],
  ['DEBUG SLEEP 10', /looks into the server or changes it/],
  ['MONITOR', /answered at once/],
  ['REPLICAOF 127.0.0.1 6379', /looks into the server or changes it/],
  ['MIGRATE 127.0.0.1 6380 "" 0 10', /does not work here/],
  ['SAVE', /does not work here/],
  ['SLOWLOG GET', /looks into the server or changes it/],
  ['CLIENT LIST', /CLIENT LIST does not work here: it tells about everybody/],
  ['CLIENT KILL TYPE normal', /everybody who is connected/],
  ['AUTH default x', /connection of its own/],
  ['HELLO 3', /connection of its own/],
  ['SELECT 1', /connection of its own/],
  ['MULTI', /connection of its own/],
  ['WATCH KEY', /connection of its own/],
  ['SUBSCRIBE x', /answered at once/],
  ['PUBLISH x y', /answered at once/],
  ['BLPOP KEY 0', /answered at once/],
  ['WAIT 1 0', /answered at once/],
  ['SWAPDB 0 1', /does not work here/],
  ['MOVE KEY 1', /does not work here/],
  ['SORT KEY', /does not work here/],
  ['SETRANGE KEY 100000000 x', /short list/],
  ['SETBIT KEY 4294967295 1', /short list/],
  ['COPY KEY other', /short list/],
  ['RENAME KEY other', /short list/],
  ['OBJECT FREQ KEY', /OBJECT FREQ does not work here/],
  ['MEMORY DOCTOR', /MEMORY DOCTOR does not work here/],
  ['COMMAND', /HELP lists those that work here/],
  ['COMMAND DOCS', /Say about which command/],
  ['INFO', /All of INFO/],
  ['INFO server', /"server" is not shown here/],
  ['INFO stats everything', /"everything" is not shown here/],
  ['NOSUCH KEY', /no command "NOSUCH"/],
  ['constructor', /no command "CONSTRUCTOR"/],
  ['"get" other', /"other" is outside this keyspace/],
  ['GET other', /"other" is outside this keyspace/],
  ['GET ""', /"" is outside this keyspace/],
  ['GET Rate:x', /outside this keyspace/],
  ['SET rat e', /outside this keyspace/],
  ['DEL KEY other', /"other" is outside this keyspace/],
  ['MSET KEY 1 other 2', /"other" is outside this keyspace/],
  ['EXISTS KEY \xffrate:', /outside this keyspace/],
  ['OBJECT ENCODING other', /"other" is outside this keyspace/],
  ['MEMORY USAGE other', /"other" is outside this keyspace/],
  ['GET "unbalanced', /Invalid argument\(s\): the quote " at character 5 is never closed/],
  ["GET 'a'b", /after the closing quote at character 7 there must be a blank/],
  ['GET a\x00b', /invisible character, U\+0000/],
  ['GET \u0007', /U\+0007/],
  ['GET a\nFLUSHALL', /end of a line/],
  ['GET \ud800', /UTF-8/],
  ['GET \ufffd', /UTF-8/],
  ['', /empty/],
  ['   ', /empty/],
  [`SET KEY ${'x'.repeat(9000)}`, /at most 8192/],
  [`SET KEY ${'é'.repeat(4200)}`, /at most 8192/],
])('%j is refused, and told why', async (line, why) => {
  const answer = await run(line)
  expect(answer).toEqual({ is: 'refused', why: expect.stringMatching(why) })
})

describe('what the checks might let through, Valkey refuses', () => {
  async function asKeyspace(...args: string[]): Promise<string> {
    const valkey = connection.client
    await keyspace.run('PING')
    const users = (await valkey.call('ACL', 'USERS')) as string[]
    const name = users.find((user) => user.startsWith('keyspace:test:')) ?? ''
    return String(await valkey.call('ACL', 'DRYRUN', name, ...args))
  }

  test.each([
    ['GET', 'other'],
    ['SET', 'other', '1'],
    ['DEL', 'rate:x', 'other'],
    ['MEMORY', 'USAGE', 'other'],
    ['EVAL', 'return 1', '0'],
    ['KEYS', '*'],
    ['FLUSHALL'],
    ['CONFIG', 'GET', 'x'],
    ['ACL', 'WHOAMI'],
    ['MULTI'],
    ['SUBSCRIBE', 'x'],
    ['SELECT', '1'],
    ['SCAN', '0'],
    ['CLIENT', 'KILL', 'ID', '1'],
    ['SETRANGE', 'rate:x', '1000000', 'x'],
  ])('%s %s', async (...args) => {
    expect(await asKeyspace(...args)).toMatch(/no permissions/)
  })

  test('and everything on the list is granted', async () => {
    expect(await asKeyspace('SET', 'rate:x', '1')).toBe('OK')
    expect(await asKeyspace('OBJECT', 'ENCODING', 'rate:x')).toBe('OK')
  })
})

describe('the list of commands', () => {
  test.each([...consoleCommands.values()])(
    '$syntax: keys stand where Valkey says',
    async ({ name, syntax, keys }) => {
      const words = syntax.replace(/ \[[^\]]*\]/g, '').split(' ')
      const found = connection.client.call('COMMAND', 'GETKEYS', ...words)
      if (!keys)
        return expect(await found.catch((error: Error) => error.message)).toMatch(/no key/i)
      const places = words.filter((_, at) => {
        const end = keys.last < 0 ? words.length + keys.last : keys.last
        return at >= keys.first && at <= end && (at - keys.first) % keys.step === 0
      })
      expect(await found, name).toEqual(places)
    },
  )

  test('is told with Valkey’s own words on each', async () => {
    const info = await keyspace.info()
    if (!info.on) throw new Error(info.why)
    expect(info.prefixes).toEqual([prefix, 'rate:'])
    const get = info.commands.find(({ name }) => name === 'GET')
    expect(get).toEqual({
      name: 'GET',
      syntax: 'GET key',
      keys: { first: 1, last: 1, step: 1 },
      summary: 'Returns the string value of a key.',
      since: '1.0.0',
      group: 'string',
    } satisfies ConsoleCommand)
    expect(info.commands.filter(({ summary }) => !summary)).toEqual([])
  })
})

test('a user that Valkey has lost is made again', async () => {
  await run('SET KEY 1')
  const users = (await connection.client.call('ACL', 'USERS')) as string[]
  for (const user of users.filter((name) => name.startsWith('keyspace:test:'))) {
    await connection.client.call('ACL', 'DELUSER', user)
  }
  expect(await run('DEL KEY')).toEqual(reply('(integer) 1'))
})

test('closing takes the user back', async () => {
  await run('PING')
  await keyspace.close()
  expect(await connection.client.call('ACL', 'USERS')).not.toContainEqual(
    expect.stringMatching(/^keyspace:test:/),
  )
})

test('a reply that nobody would read is not shown', async () => {
  const small = openConsole([prefix], { maxReplyBytes: 2048 })
  await run(`SET KEY ${'x'.repeat(4000)}`)
  const answer = await small.run(`GET ${prefix}counter`)
  expect(answer).toEqual({ is: 'refused', why: expect.stringMatching(/larger than 2 KB/) })
  await run('DEL KEY')
  await small.close()
})

test('where Valkey makes no users, the console is off and says why', async () => {
  const admin = connection.client
  const name = `managed-${randomUUID()}`
  await admin.call('ACL', 'SETUSER', name, 'on', '>pw', '~*', '+@all', '-acl')
  const address = { ...inject('valkey'), username: name, password: 'pw' }
  const managed = connectValkey(address, { where: 'a managed Valkey' })
  await managed.ready(5000)
  const off = createConsole({
    valkey: managed.client,
    ask: createAskAsUser(address),
    keyspace: 'test',
    prefixes: [prefix],
  })
  expect(await off.info()).toEqual({
    on: false,
    why: expect.stringMatching(/NOPERM.*npm run valkey-cli/),
  })
  expect(await off.run(`GET ${prefix}x`)).toEqual({
    is: 'refused',
    why: expect.stringMatching(/NOPERM/),
  })
  await off.close()
  managed.close()
  await admin.call('ACL', 'DELUSER', name)
})

describe('over HTTP', () => {
  let server: { url: string; close(): Promise<void> }
  beforeEach(async () => {
    const routes = createConsoleRoutes({ console: keyspace, explain: (error) => String(error) })
    server = await serveApi({ '/': routes })
  })
  afterEach(() => server.close())

  const post = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
    fetch(server.url, { method: 'POST', headers: { 'Content-Type': type }, body })

  test('a line and its answer', async () => {
    const response = await post(JSON.stringify({ line: `GET ${prefix}x` }))
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.json()).toEqual(reply('(nil)'))
    const info = (await (await fetch(server.url)).json()) as ConsoleInfo
    expect(info.on).toBe(true)
  })

  test.each([
    ['{}', 'application/json', 400],
    ['{"line": 5}', 'application/json', 400],
    ['{"line": "PING", "as": "admin"}', 'application/json', 400],
    ['["PING"]', 'application/json', 400],
    ['PING', 'text/plain', 400],
    ['{"line": "PING"}', 'text/plain', 400],
    [JSON.stringify({ line: 'x'.repeat(100_000) }), 'application/json', 413],
  ])('%.30s as %s is %i', async (sent, type, status) => {
    const response = await post(sent, type)
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
    expect(((await response.json()) as { detail: string }).detail).toMatch(/\bline/i)
  })

  test('a Valkey that does not answer is 503 with its cause', async () => {
    const ask = createAskAsUser({ host: '127.0.0.1', port: 1, tls: false })
    const down = createConsole({
      valkey: connection.client,
      ask,
      keyspace: 'test',
      prefixes: [prefix],
    })
    const explain = (error: unknown) => `Nothing listens (${(error as { code: string }).code}).`
    const routes = createConsoleRoutes({ console: down, explain })
    const other = await serveApi({ '/': routes })
    const body = JSON.stringify({ line: 'PING' })
    const headers = { 'Content-Type': 'application/json' }
    for (const response of [
      await fetch(other.url, { method: 'POST', headers, body }),
      await fetch(other.url),
    ]) {
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/ECONNREFUSED/) })
    }
    await down.close()
    await other.close()
  })

  test('bytes that are no text are refused as such', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"line":"GET '),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ])
    const response = await post(new Uint8Array(bytes))
    expect(await response.json()).toEqual({ is: 'refused', why: expect.stringMatching(/UTF-8/) })
  })
})
