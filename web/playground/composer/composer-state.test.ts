import { expect, test } from 'vitest'
import {
  addClient,
  countClientBy,
  type Draft,
  firstDraft,
  isGuidePolicy,
  removeClient,
  renameClient,
} from './composer-state.ts'

const names = ({ clients }: Draft) => clients.map(({ by, name }) => `${by}:${name}`)
const eight = Array.from({ length: 12 }).reduce<Draft>((draft) => addClient(draft), firstDraft)

test('up to eight clients, each with a name of its own; a ninth changes nothing', () => {
  expect(new Set(names(eight)).size).toBe(8)
  expect(addClient(eight)).toBe(eight)
})

test('a new client is counted as the last one is', () => {
  const byUser = countClientBy(firstDraft, 1, 'user')
  expect(names(addClient(byUser))).toEqual(['user:ada', 'user:bob'])
})

test('a removed name is free again, and the last client stays', () => {
  const without = removeClient(eight, 3)
  expect(without.clients).toHaveLength(7)
  expect(names(addClient(without)).toSorted()).toEqual(names(eight).toSorted())
  expect(removeClient(firstDraft, 1)).toBe(firstDraft)
})

test('ids are never those of a client that is still there', () => {
  const draft = addClient(removeClient(addClient(addClient(firstDraft)), 2))
  expect(new Set(draft.clients.map(({ id }) => id)).size).toBe(3)
})

test('a client that is counted by something else gets a name of that kind; the others keep theirs', () => {
  const draft = countClientBy(renameClient(addClient(firstDraft), 1, '10.0.0.9'), 2, 'api-key')
  expect(names(draft)).toEqual(['ip:10.0.0.9', 'api-key:key-ada'])
})

test('any of the three values makes it another policy than the guide’s', () => {
  expect(isGuidePolicy(firstDraft)).toBe(true)
  expect(isGuidePolicy({ ...firstDraft, algorithm: 'gcra' })).toBe(false)
  expect(isGuidePolicy({ ...firstDraft, limit: '6' })).toBe(false)
  expect(isGuidePolicy({ ...firstDraft, window: '5' })).toBe(false)
})
