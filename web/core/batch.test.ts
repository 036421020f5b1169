import { expect, test, vi } from 'vitest'
import { createBatch } from './store.ts'

test('the first item is told at once, the ones right after it together, in order', async () => {
  const told: number[][] = []
  const batch = createBatch<number>({ tell: (items) => told.push(items) })
  batch.add(1)
  expect(told).toEqual([[1]])
  for (const item of [2, 3, 4]) batch.add(item)
  expect(told).toEqual([[1]])
  await vi.waitUntil(() => told.length === 2)
  expect(told[1]).toEqual([2, 3, 4])
})

test('after a pause it is at once again', async () => {
  const told: number[][] = []
  const batch = createBatch<number>({ tell: (items) => told.push(items), everyMs: 1 })
  batch.add(1)
  await vi.waitUntil(() => {
    const before = told.length
    batch.add(2)
    return told.length === before + 1 && told.at(-1)?.at(-1) === 2
  })
})

test('closed, it tells nothing more of what it had', async () => {
  const told: number[][] = []
  const batch = createBatch<number>({ tell: (items) => told.push(items), everyMs: 1 })
  batch.add(1)
  batch.add(2)
  batch.close()
  batch.add(3)
  expect(told).toEqual([[1], [3]])
})
