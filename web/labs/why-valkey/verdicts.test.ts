import { expect, test } from 'vitest'
import type {
  Maker,
  Reading,
  ThreadsRound,
  WhyValkeyEvent,
} from '../../../server/labs/why-valkey/contract.ts'
import { judgeCompatibility, judgeMemory, judgeObservability, judgeThreads } from './verdicts.ts'

function memory(maker: Maker, bytesPerCounter: number) {
  const version = maker === 'Valkey' ? '8.1.1' : '7.0.15'
  const counts = { counters: 1000, beforeBytes: 0, afterBytes: 0 }
  return { maker, version, ...counts, bytesPerCounter, residentPerCounter: null, exampleKey: '' }
}

test.each([
  ['less than Redis', 75, 117, 'holds', '36 % less'],
  ['as much', 100, 101, 'open', 'no difference'],
  ['more', 120, 100, 'fails', 'more, not less'],
])('memory: %s', (_, valkey, redis, is, words) => {
  const verdict = judgeMemory([memory('Valkey', valkey), memory('Redis', redis)])
  expect(verdict?.is).toBe(is)
  expect(verdict?.sentences.join(' ')).toContain(words)
})

test('memory without a Redis is a figure, not a comparison', () => {
  expect(judgeMemory([])).toBeNull()
  const verdict = judgeMemory([memory('Valkey', 74.7)])
  expect(verdict?.is).toBe('open')
  expect(verdict?.sentences.join(' ')).toContain('about 75 MB')
})

function round(ioThreads: number, commandsPerSecond: number): ThreadsRound {
  return { ioThreads, commandsPerSecond, valkeyCpu: 1, generatorCpu: 1, readByThreads: 0 }
}

const machine = (cores: number) =>
  ({ kind: 'cores', cores, loadAverage: 0, generators: 1, version: '8.1.1' }) as const
const waits = [
  { kind: 'one at a time', ioThreads: 2, scriptMs: [30, 31, 30], pingMs: [28, 29, 28] } as const,
].map((one) => ({ ...one, scriptMs: [...one.scriptMs], pingMs: [...one.pingMs] }))

test.each([
  ['slower on two cores', 2, 36_000, 'open', 'cannot show'],
  ['faster with cores to spare', 16, 250_000, 'holds', '1.6 times as many'],
  ['no faster with cores to spare', 16, 150_000, 'fails', 'about as many'],
])('threads: %s', (_, cores, speed, is, words) => {
  const rounds = [round(1, 157_000), round(2, speed)]
  const verdict = judgeThreads({ cores: machine(cores), rounds, waits })
  expect(verdict?.is).toBe(is)
  expect(verdict?.sentences.join(' ')).toContain(words)
  expect(verdict?.sentences[0]).toContain('one at a time')
})

test('threads: no verdict before both were measured', () => {
  expect(judgeThreads({ cores: machine(2), rounds: [round(1, 1)], waits: [] })).toBeNull()
})

function suite(maker: Maker, passed: boolean[]): WhyValkeyEvent[] {
  const operations = passed.map((_, i) => `operation ${i}`)
  return [
    { kind: 'suite', maker, version: '1', operations },
    ...passed.map((one, i) => ({
      ...({ kind: 'operation', maker, operation: `operation ${i}` } as const),
      passed: one,
      ms: 1,
      got: '',
    })),
  ]
}

test('compatibility: all passed on Valkey; a failure there is one; an unfinished suite says nothing', () => {
  expect(judgeCompatibility(suite('Valkey', [true, true]))?.is).toBe('holds')
  expect(judgeCompatibility(suite('Valkey', [true, false]))?.is).toBe('fails')
  expect(judgeCompatibility(suite('Valkey', [true, true]).slice(0, 2))).toBeNull()
  expect(judgeCompatibility([])).toBeNull()
})

test('compatibility: commands of Redis that Valkey lacks are named', () => {
  const commands: WhyValkeyEvent = {
    ...({ kind: 'commands', valkey: 3, redis: 3, onlyValkey: ['COMMANDLOG'] } as const),
    onlyRedis: ['HEXPIRE'],
  }
  const data = [...suite('Valkey', [true]), ...suite('Redis', [true]), commands]
  const words = judgeCompatibility(data)?.sentences.join(' ')
  expect(words).toContain('lacks 1: HEXPIRE')
  expect(words).toContain('COMMANDLOG')
})

test('observability: what is refused is named', () => {
  const info = { commandsPerSecond: 1, cpu: 0, usedMemoryBytes: 1, clients: 1, keys: 0 }
  const reading: Reading = {
    atSeconds: 0,
    info: { value: { ...info, hits: 0, misses: 0 } },
    commands: { value: [] },
    slow: { value: { thresholdUs: 1, length: 0, newest: [] } },
    latency: { refused: 'NOPERM' },
  }
  expect(judgeObservability(undefined)).toBeNull()
  expect(judgeObservability(reading)).toMatchObject({ is: 'open' })
  expect(judgeObservability(reading)?.sentences[0]).toContain('refuses the latency monitor')
  const open = { ...reading, latency: { value: { thresholdMs: 0, events: [] } } }
  expect(judgeObservability(open)?.is).toBe('holds')
})
