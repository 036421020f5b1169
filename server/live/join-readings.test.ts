import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { KeyState } from './contract.ts'
import { joinReadings } from './join-readings.ts'
import type { WatchedKey } from './read-keys.ts'

const policy = { limit: 5, windowSeconds: 60, algorithm: 'fixed-window' as const }
const watched = (key: string, limit = 5): WatchedKey => ({ ...policy, key, limit })

function reader() {
  const readings: string[][] = []
  const readKeys = async (keys: WatchedKey[]): Promise<KeyState[]> => {
    readings.push(keys.map(({ key }) => key))
    if (keys.some(({ key }) => key === 'bad')) throw new Error('Valkey does not answer')
    return keys.map((one) => ({ ...one, count: one.limit, ttlMs: 1 }))
  }
  return { readings, read: joinReadings(readKeys, { gatherMs: 5 }) }
}

test('what many ask at once is one reading, and each gets its own in its order', async () => {
  const { readings, read } = reader()
  const answers = await Promise.all([
    read([watched('a'), watched('b')]),
    read([watched('b'), watched('a')]),
    read([watched('c')]),
  ])
  expect(readings).toEqual([['a', 'b', 'c']])
  expect(answers.map((states) => states.map(({ key }) => key))).toEqual([
    ['a', 'b'],
    ['b', 'a'],
    ['c'],
  ])
})

test('one key for two policies is read for each', async () => {
  const { readings, read } = reader()
  const [[five], [nine]] = await Promise.all([read([watched('a')]), read([watched('a', 9)])])
  expect(readings).toEqual([['a', 'a']])
  expect([five?.count, nine?.count]).toEqual([5, 9])
})

test('what is asked later is another reading, and nothing is asked for no keys', async () => {
  const { readings, read } = reader()
  await read([watched('a')])
  expect(await read([])).toEqual([])
  await wait(10)
  await read([watched('b')])
  expect(readings).toEqual([['a'], ['b']])
})

test('a reading that fails fails for everybody in it, and the next one is made', async () => {
  const { read } = reader()
  const settled = await Promise.allSettled([read([watched('a')]), read([watched('bad')])])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await read([watched('a')])).toHaveLength(1)
})
