import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPatience } from './patience.ts'

/** A machine that says itself how late it was. */
function openMachine() {
  let late = 0
  const patience = createPatience({ lateMs: () => late, measured: async () => undefined })
  const lateBy = (ms: number) => {
    late += ms
  }
  return { within: patience.within, lateBy }
}

test('what never ends is given up, as a test that timed out', async () => {
  const { within } = openMachine()
  const given = within(200, () => new Promise(() => undefined))
  await expect(given).rejects.toThrow(/^Test timed out in \d+ms\.$/)
})

test('what ends in time is left alone, and what it throws comes through', async () => {
  const { within } = openMachine()
  await within(10_000, () => wait(50))
  await expect(within(10_000, () => Promise.reject(new Error('its own')))).rejects.toThrow(
    'its own',
  )
})

test('time in which the process had no turn is not held against it', async () => {
  const { within } = openMachine()
  // Three times as long as the limit, in nine pieces: none of them is more than one turn.
  await within(300, async () => {
    for (let piece = 0; piece < 9; piece += 1) {
      const until = performance.now() + 100
      while (performance.now() < until);
      await wait(1)
    }
  })
})

test('what fails on a late machine is tried again alone, and that decides', async () => {
  const { within, lateBy } = openMachine()
  let tries = 0
  let othersEnded = false
  const other = within(10_000, async () => {
    await wait(300)
    othersEnded = true
  })
  const passes = within(10_000, () => {
    tries += 1
    if (tries === 2) return expect(othersEnded).toBe(true)
    lateBy(2000)
    throw new Error('too late')
  })
  await Promise.all([passes, other])
  expect(tries).toBe(2)

  const fails = within(10_000, () => {
    tries += 1
    if (tries === 3) lateBy(2000)
    throw new Error(`try ${tries}`)
  })
  await expect(fails).rejects.toThrow('try 4')
})

test('what fails twice on a late machine is not decided', async () => {
  const { within, lateBy } = openMachine()
  const fails = within(10_000, () => {
    lateBy(2000)
    throw new Error('too late')
  })
  await expect(fails).rejects.toThrow('This machine is too busy')
})
