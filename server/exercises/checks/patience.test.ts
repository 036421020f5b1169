import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPatience } from './patience.ts'

test('what never ends is given up, as a test that timed out', async () => {
  const { within } = createPatience()
  const given = within(200, () => new Promise(() => undefined))
  await expect(given).rejects.toThrow(/^Test timed out in \d+ms\.$/)
})

test('what ends in time is left alone, and what it throws comes through', async () => {
  const { within } = createPatience()
  await within(10_000, () => wait(50))
  await expect(within(10_000, () => Promise.reject(new Error('its own')))).rejects.toThrow(
    'its own',
  )
})

test('time in which the process had no turn is not held against it', async () => {
  const { within } = createPatience()
  // Three times as long as the limit, in nine pieces: none of them is more than one turn.
  await within(300, async () => {
    for (let piece = 0; piece < 9; piece += 1) {
      const until = performance.now() + 100
      while (performance.now() < until);
      await wait(1)
    }
  })
})
