import { expect, test } from 'vitest'
import type { RaceFinish, RaceStep } from './contract.ts'
import { inArrivalOrder } from './in-arrival-order.ts'

const step = (client: number): RaceStep => ({ client, command: [], byScript: false, atUs: 0 })
const crashed = (client: number): RaceFinish => ({ client, outcome: 'crashed' })
const told = (client: number, count: number): RaceFinish => ({ client, outcome: 'admitted', count })

test('client 1 is who came first; who never came is last; each keeps its own result', () => {
  const { steps, finishes } = inArrivalOrder(
    [step(7), step(3), step(7)],
    [crashed(1), told(3, 2), told(7, 1)],
  )
  expect(steps?.map(({ client }) => client)).toEqual([1, 2, 1])
  expect(finishes).toEqual([told(1, 1), told(2, 2), crashed(3)])
})

test('where nobody watched, the numbers stay', () => {
  expect(inArrivalOrder(null, [told(2, 1)])).toEqual({ steps: null, finishes: [told(2, 1)] })
})
