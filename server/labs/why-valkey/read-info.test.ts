import { expect, test } from 'vitest'
import { keysIn, numberOf, readCommands, readInfo } from './read-info.ts'

const text = [
  '# Memory',
  'used_memory:1048576',
  'executable:/usr/bin/valkey-server:8',
  '# Keyspace',
  'db0:keys=12,expires=12,avg_ttl=59000',
  'db3:keys=1,expires=0,avg_ttl=0',
  '# Commandstats',
  'cmdstat_evalsha:calls=100,usec=2900,usec_per_call=29.00,rejected_calls=0,failed_calls=0',
  'cmdstat_config|get:calls=2,usec=80,usec_per_call=40.00,rejected_calls=0,failed_calls=0',
  '# Latencystats',
  'latency_percentiles_usec_evalsha:p50=27.007,p99=61.183,p99.9=100.351',
  '',
].join('\r\n')

test('fields by name, with a value that has a colon of its own', () => {
  const fields = readInfo(text)
  expect(numberOf(fields, 'used_memory')).toBe(1_048_576)
  expect(fields.get('executable')).toBe('/usr/bin/valkey-server:8')
  expect(fields.has('# Memory')).toBe(false)
  expect(numberOf(fields, 'not_there')).toBe(0)
})

test('keys of all databases', () => {
  expect(keysIn(readInfo(text))).toBe(13)
})

test('each command with its calls and percentiles; null where there are none', () => {
  expect(readCommands(readInfo(text))).toEqual([
    { command: 'EVALSHA', calls: 100, usPerCall: 29, p50Us: 27.007, p99Us: 61.183 },
    { command: 'CONFIG GET', calls: 2, usPerCall: 40, p50Us: null, p99Us: null },
  ])
})
