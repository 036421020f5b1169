import { expect, test, vi } from 'vitest'
import { createTraceStore, type ReceivedTrace } from './trace-store.ts'

const trace = (number: number): ReceivedTrace => ({
  number,
  requestId: null,
  at: number,
  limits: [],
  respondedMs: 1,
  response: null,
  request: { method: 'GET', path: '/', address: '', headers: [] },
})

test('newest first, at most 500, told in few steps however many come at once', async () => {
  const store = createTraceStore({ everyMs: 5 })
  let told = 0
  store.subscribe(() => {
    told += 1
  })
  for (let number = 1; number <= 600; number += 1) store.add(trace(number))
  store.leaveOut(7)
  await vi.waitFor(() => expect(store.read().untraced).toBe(7))
  const { traces } = store.read()
  expect(traces.length).toBe(500)
  expect([traces[0]?.number, traces[499]?.number]).toEqual([600, 101])
  expect(told).toBe(2)
  store.close()
})

test('what is read is the same until something changes', () => {
  const store = createTraceStore()
  const before = store.read()
  expect(store.read()).toBe(before)
  store.add(trace(1))
  expect(store.read()).not.toBe(before)
  store.close()
})
