// The batch script against the script the lessons show: the same hits, the same counts, errors and expiries.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { createScript, type Script } from '../../script.ts'

const windowSeconds = 60
const names = ['a', 'b', 'c', 'd', 'e'] as const
type Name = (typeof names)[number]

let connection: ValkeyConnection
let single: Script
let batch: Script

beforeAll(async () => {
  connection = await openTestValkey()
  const lua = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
  single = createScript(connection.client, lua('./fixed-window.lua'))
  batch = createScript(connection.client, lua('./fixed-window-batch.lua'))
})
afterAll(() => connection.close())

/** What a key may hold when the hits come. */
const before = {
  nothing: [],
  'a running window': ['SET', '3', 'PX', '4500'],
  'a counter without expiry': ['SET', '7'],
  'a list': ['RPUSH', 'not a counter'],
  'a word': ['SET', 'not a number', 'PX', '4500'],
  'a word without expiry': ['SET', 'not a number'],
} as const
type Before = keyof typeof before

async function prepare(prefix: string, states: Before[]): Promise<void> {
  for (const [i, name] of names.entries()) {
    const [command, ...args] = before[states[i] ?? 'nothing']
    if (command) await connection.client.call(command, prefix + name, ...args)
  }
}

/** Per hit: its number, or the first word of Valkey's error. */
type Outcome = number | string
const code = (text: string) => text.split(' ', 1)[0] ?? ''

async function oneByOne(prefix: string, hits: Name[]): Promise<Outcome[]> {
  const outcomes = hits.map(async (name) => {
    try {
      return ((await single([prefix + name], [windowSeconds])) as [number, number])[0]
    } catch (error) {
      return code(String((error as Error).message))
    }
  })
  return Promise.all(outcomes)
}

async function asOne(prefix: string, hits: Name[]): Promise<Outcome[]> {
  const distinct = [...new Set(hits)]
  const times = distinct.map((name) => hits.filter((hit) => hit === name).length)
  const keys = distinct.map((name) => prefix + name)
  const counts = times.every((many) => many === 1) ? [] : times
  const reply = (await batch(keys, [windowSeconds, ...counts])) as Outcome[]
  const next = new Map<Name, Outcome>()
  for (const [i, name] of distinct.entries()) {
    const last = reply[2 * i] ?? 'no reply'
    next.set(name, typeof last === 'number' ? last - (times[i] ?? 0) + 1 : code(last))
  }
  return hits.map((name) => {
    const outcome = next.get(name) ?? 'no reply'
    if (typeof outcome === 'number') next.set(name, outcome + 1)
    return outcome
  })
}

async function held(prefix: string): Promise<{ values: unknown[]; ttls: number[] }> {
  const read = connection.client.pipeline()
  for (const name of names) read.type(prefix + name)
  for (const name of names) read.get(prefix + name)
  for (const name of names) read.pttl(prefix + name)
  const replies = (await read.exec()) ?? []
  const values = replies.slice(0, 10).map(([error, value]) => (error ? 'error' : value))
  return { values, ttls: replies.slice(10).map(([, ttlMs]) => Number(ttlMs)) }
}

test('for any sequence of batches on any keys: counts, errors, values and expiries are those of the single script', async () => {
  const states = fc.array(fc.constantFrom(...(Object.keys(before) as Before[])), {
    minLength: names.length,
    maxLength: names.length,
  })
  const hits = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(
      states,
      fc.array(hits, { minLength: 1, maxLength: 5 }),
      async (set, batches) => {
        const prefix = `test:${randomUUID()}:`
        const began = performance.now()
        await Promise.all([prepare(`${prefix}one:`, set), prepare(`${prefix}all:`, set)])
        for (const batchOfHits of batches) {
          expect(await asOne(`${prefix}all:`, batchOfHits)).toEqual(
            await oneByOne(`${prefix}one:`, batchOfHits),
          )
        }
        const [one, all] = await Promise.all([held(`${prefix}one:`), held(`${prefix}all:`)])
        const took = performance.now() - began + 1
        expect(all.values).toEqual(one.values)
        for (const [i, ttlMs] of all.ttls.entries()) {
          const other = one.ttls[i] ?? Number.NaN
          if (ttlMs < 0 || other < 0) expect(ttlMs).toBe(other)
          else expect(Math.abs(ttlMs - other)).toBeLessThanOrEqual(took)
        }
        await connection.client.unlink(
          names.flatMap((n) => [`${prefix}one:${n}`, `${prefix}all:${n}`]),
        )
      },
    ),
    { numRuns: 400 },
  )
}, 60_000)

test('the time to the reset is that of the single script', async () => {
  const key = `test:${randomUUID()}`
  expect(await batch([key], [windowSeconds, 3])).toEqual([3, 60_000])
  await connection.client.pexpire(key, 5000)
  const [count, ttlMs] = (await batch([key], [windowSeconds, 2])) as [number, number]
  expect(count).toBe(5)
  expect(ttlMs).toBeGreaterThan(0)
  expect(ttlMs).toBeLessThanOrEqual(5000)
  await connection.client.persist(key)
  expect(await batch([key], [windowSeconds, 1])).toEqual([6, 60_000])
})

test('without their numbers, each key counts one request', async () => {
  const keys = [1, 2, 3].map(() => `test:${randomUUID()}`)
  expect(await batch(keys, [windowSeconds])).toEqual([1, 60_000, 1, 60_000, 1, 60_000])
  expect(await connection.client.mget(keys)).toEqual(['1', '1', '1'])
})
