import { expect, test } from 'vitest'
import { createStore } from './store.ts'

test('who listens is told of what changed, and of nothing else, until they leave', () => {
  const store = createStore({ pending: 0 })
  const told: number[] = []
  const leave = store.subscribe(() => told.push(store.read().pending))
  store.change((before) => ({ ...before, pending: 3 }))
  store.change((before) => before)
  store.change((before) => ({ ...before, pending: before.pending - 1 }))
  leave()
  store.change((before) => ({ ...before, pending: 0 }))
  expect(told).toEqual([3, 2])
  expect(store.read().pending).toBe(0)
})
