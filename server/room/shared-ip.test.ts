import { beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openTestRoom } from '../testing/open-test-room.ts'
import type { RoomView } from './contract.ts'
import { createLearnerViews, type LearnerViews } from './learner-views.ts'
import { createSharedIp, type SharedIp } from './shared-ip.ts'

let room: Awaited<ReturnType<typeof openTestRoom>>
let processes: { views: LearnerViews; shared: SharedIp }[]
const seen: Record<string, RoomView[]> = {}

/** Two server processes, and a learner on each. */
beforeEach(async () => {
  room = await openTestRoom()
  const onError = (error: unknown) => room.errors.push(error)
  processes = [room.store, room.again()].map((store) => {
    const views = createLearnerViews({ store, onError })
    return { views, shared: createSharedIp({ store, views, onError }) }
  })
  await room.store.join('a', 'Ada')
  await room.store.join('b', null)
  for (const [i, id] of ['a', 'b'].entries()) {
    seen[id] = []
    processes[i]?.views.watch(id, (view) => seen[id]?.push(view))
  }
  await eventually(() => seen.a?.length && seen.b?.length)
  return async () => {
    for (const { views } of processes) views.close()
    await room.close()
    expect(room.errors).toEqual([])
  }
})

const last = (id: string) => seen[id]?.at(-1)

test('while it runs every process counts on the one key, and everybody sees who got through', async () => {
  expect(processes.map(({ shared }) => shared.key())).toEqual([undefined, undefined])
  await room.store.share({ ms: 60_000, limit: 2, windowSeconds: 60 })
  await eventually(() => processes.every(({ shared }) => shared.key() === room.store.keys.shared))
  processes[0]?.shared.hit('a', true)
  processes[1]?.shared.hit('b', true)
  processes[1]?.shared.hit('b', false)
  processes[0]?.shared.hit('a', false)
  for (const id of ['a', 'b']) {
    const { shared } = await eventually(() => {
      const view = last(id)
      return view?.shared?.allowed === 2 && view.shared.refused === 2 ? view : undefined
    })
    const through = shared?.through.map(({ seat, name }) => ({ seat, name }))
    expect(through).toHaveLength(2)
    expect(through).toContainEqual({ seat: 1, name: 'Ada' })
    expect(through).toContainEqual({ seat: 2, name: null })
  }
})

test('after its time each counts on their own key again, and the result stays to be looked at', async () => {
  await room.store.share({ ms: 300, limit: 5, windowSeconds: 60 })
  await eventually(() => processes[1]?.shared.key())
  processes[1]?.shared.hit('b', true)
  await eventually(() => processes.every(({ shared }) => shared.key() === undefined))
  await eventually(() => last('a')?.shared?.allowed === 1)
  // A request that was on its way when the minute ended is in nobody's numbers.
  processes[1]?.shared.hit('b', true)
  await room.store.share({ ms: null, limit: 5, windowSeconds: 60 })
  await eventually(() => last('a') && last('a')?.shared === null)
})

test('it begins and ends with an empty counter', async () => {
  await room.valkey.set(room.store.keys.shared, '5')
  await room.store.share({ ms: 60_000, limit: 5, windowSeconds: 60 })
  expect(await room.valkey.exists(room.store.keys.shared)).toBe(0)
  await room.valkey.set(room.store.keys.shared, '5')
  await room.store.share({ ms: null, limit: 5, windowSeconds: 60 })
  expect(await room.valkey.exists(room.store.keys.shared)).toBe(0)
})

test('late hits of an earlier run are not counted in the next', async () => {
  const first = await room.store.share({ ms: 60_000, limit: 5, windowSeconds: 60 })
  const startedAt = (first.shared?.startedAt ?? 0) - 1
  const { shared } = await room.store.sharedHits({ startedAt, through: ['a'], refused: 3 })
  expect(shared).toMatchObject({ allowed: 0, refused: 0 })
})
