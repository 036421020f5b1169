import { expect } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { roomTest } from '../testing/fixtures.ts'
import type { RoomView } from './contract.ts'
import { createLearnerViews } from './learner-views.ts'
import { createSharedIp } from './shared-ip.ts'

/** Two server processes, and a learner on each, whose views are `seen`. */
const test = roomTest
  .extend('seen', (): Record<'a' | 'b', RoomView[]> => ({ a: [], b: [] }))
  .extend('processes', { auto: true }, async ({ room, seen }, { onCleanup }) => {
    const onError = (error: unknown) => room.errors.push(error)
    const processes = [room.store, room.again()].map((store) => {
      const views = createLearnerViews({ store, onError })
      return { views, shared: createSharedIp({ store, views, onError }) }
    })
    onCleanup(() => {
      for (const { views } of processes) views.close()
    })
    await room.store.join('a', 'Ada')
    await room.store.join('b', null)
    processes[0]?.views.watch('a', (view) => seen.a.push(view))
    processes[1]?.views.watch('b', (view) => seen.b.push(view))
    await eventually(() => seen.a.length && seen.b.length)
    return processes
  })

test('while it runs every process counts on the one key, and everybody sees who got through', async ({
  room,
  processes,
  seen,
}) => {
  expect(processes.map(({ shared }) => shared.key())).toEqual([undefined, undefined])
  await room.store.share({ ms: 60_000, limit: 2, windowSeconds: 60 })
  await eventually(() => processes.every(({ shared }) => shared.key() === room.store.keys.shared))
  processes[0]?.shared.hit('a', true)
  processes[1]?.shared.hit('b', true)
  processes[1]?.shared.hit('b', false)
  processes[0]?.shared.hit('a', false)
  for (const id of ['a', 'b'] as const) {
    const { shared } = await eventually(() => {
      const view = seen[id].at(-1)
      return view?.shared?.allowed === 2 && view.shared.refused === 2 ? view : undefined
    })
    const through = shared?.through.map(({ seat, name }) => ({ seat, name }))
    expect(through).toHaveLength(2)
    expect(through).toContainEqual({ seat: 1, name: 'Ada' })
    expect(through).toContainEqual({ seat: 2, name: null })
  }
})

test('after its time each counts on their own key again, and the result stays to be looked at', async ({
  room,
  processes,
  seen,
}) => {
  await room.store.share({ ms: 300, limit: 5, windowSeconds: 60 })
  await eventually(() => processes[1]?.shared.key())
  processes[1]?.shared.hit('b', true)
  await eventually(() => processes.every(({ shared }) => shared.key() === undefined))
  await eventually(() => seen.a.at(-1)?.shared?.allowed === 1)
  // A request that was on its way when the minute ended is in nobody's numbers.
  processes[1]?.shared.hit('b', true)
  await room.store.share({ ms: null, limit: 5, windowSeconds: 60 })
  await eventually(() => seen.a.at(-1) && seen.a.at(-1)?.shared === null)
})

test('it begins and ends with an empty counter', async ({ room }) => {
  await room.valkey.set(room.store.keys.shared, '5')
  await room.store.share({ ms: 60_000, limit: 5, windowSeconds: 60 })
  expect(await room.valkey.exists(room.store.keys.shared)).toBe(0)
  await room.valkey.set(room.store.keys.shared, '5')
  await room.store.share({ ms: null, limit: 5, windowSeconds: 60 })
  expect(await room.valkey.exists(room.store.keys.shared)).toBe(0)
})

test('late hits of an earlier run are not counted in the next', async ({ room }) => {
  const first = await room.store.share({ ms: 60_000, limit: 5, windowSeconds: 60 })
  const startedAt = (first.shared?.startedAt ?? 0) - 1
  const { shared } = await room.store.sharedHits({ startedAt, through: ['a'], refused: 3 })
  expect(shared).toMatchObject({ allowed: 0, refused: 0 })
})
