import { expect, test } from 'vitest'
import { createBudget } from './budget.ts'

test('a burst at once, then so many a second, and never more saved up than a burst', () => {
  let time = 0
  const budget = createBudget({ perSecond: 10, burst: 3, now: () => time })
  const takeAll = () => [1, 2, 3, 4, 5].filter(() => budget.take()).length
  expect(takeAll()).toBe(3)
  time += 100
  expect(takeAll()).toBe(1)
  time += 60_000
  expect(takeAll()).toBe(3)
})
