import { expect, test } from 'vitest'
import { deleteLines, isKeyspaceKey } from './delete-lines.ts'

test('all keys are deleted once, in lines that the console takes', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `{lab:home}:rate:5x60:gcra:user:${i}`)
  const lines = deleteLines(keys)
  expect(lines.flatMap((line) => line.split(' ').slice(1))).toEqual(keys)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(8192)
  expect(lines.length).toBeLessThan(30)
})

test('a name with a blank is one name; no keys are no line', () => {
  expect(deleteLines(['{lab:home}:a b', '{lab:home}:c'])).toEqual([
    'DEL "{lab:home}:a b" {lab:home}:c',
  ])
  expect(deleteLines([])).toEqual([])
})

test('the guide’s keys are not the keyspace’s', () => {
  expect([isKeyspaceKey('rate:127.0.0.1'), isKeyspaceKey('{lab:home}:rate:5x60:gcra:a')]).toEqual([
    false,
    true,
  ])
})
