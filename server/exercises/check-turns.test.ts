import { expect, test } from 'vitest'
import { createCheckTurns } from './check-turns.ts'

/** Two places, and one that may wait. */
function open() {
  const turns = createCheckTurns({ places: ['one', 'two'], mostWaiting: 1 })
  const ends = new Map<string, () => void>()
  const begun: string[] = []
  const take = (who: string, signal = new AbortController().signal) =>
    turns.take(who, signal, async (place) => {
      begun.push(`${who} at ${place}`)
      await new Promise<void>((resolve) => ends.set(who, resolve))
      return place
    })
  return { take, begun, end: (who: string) => ends.get(who)?.() }
}

test('two at once, the third when one of them has ended, the fourth is refused', async () => {
  const { take, begun, end } = open()
  const [ada, , cy] = [take('ada'), take('bob'), take('cy')]
  await expect(take('dan')).rejects.toMatchObject({ status: 503 })
  expect(begun).toHaveLength(2)
  end('ada')
  const place = await ada
  await expect.poll(() => begun).toContain(`cy at ${place}`)
  end('cy')
  expect(await cy).toBe(place)
})

test('nobody has two, waiting or not; afterwards the next may come', async () => {
  const { take, begun, end } = open()
  const [ada] = [take('ada'), take('bob')]
  const cy = take('cy')
  await expect(take('ada')).rejects.toMatchObject({ status: 429 })
  await expect(take('cy')).rejects.toMatchObject({ status: 429 })
  end('ada')
  await ada
  end('cy')
  await cy
  const again = take('ada')
  await expect.poll(() => begun.filter((one) => one.startsWith('ada'))).toHaveLength(2)
  end('ada')
  await again
  end('bob')
})

test('who leaves while waiting takes no turn', async () => {
  const { take, begun, end } = open()
  const [ada] = [take('ada'), take('bob')]
  const leaving = new AbortController()
  const cy = take('cy', leaving.signal)
  leaving.abort()
  await expect(cy).rejects.toThrow('Nobody waits')
  end('ada')
  await ada
  const dan = take('dan')
  await expect.poll(() => begun.some((one) => one.startsWith('dan'))).toBe(true)
  expect(begun.some((one) => one.startsWith('cy'))).toBe(false)
  end('dan')
  await dan
})

test('work that fails gives its place back', async () => {
  const turns = createCheckTurns({ places: ['one'], mostWaiting: 1 })
  const { signal } = new AbortController()
  const failing = turns.take('ada', signal, () => Promise.reject(new Error('broken')))
  await expect(failing).rejects.toThrow('broken')
  expect(await turns.take('ada', signal, async (place) => place)).toBe('one')
})
