import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Progress } from '../../server/progress/contract.ts'
import { lessonOf, noProgress } from './progress-state.ts'
import { createProgressStore } from './progress-store.ts'

/** The browser's storage, which two tabs share. */
function createStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
}

beforeEach(() => vi.stubGlobal('localStorage', createStorage()))
afterEach(() => vi.unstubAllGlobals())

const lesson = '04-a'
const away = async () => ({ is: 'unreached', detail: 'the server is stopped' }) as const
const sectionsOf = (progress: Progress) => Object.keys(lessonOf(progress, lesson).sections)
const read = (section: string) => ({ is: 'read' as const, lesson, section })

test('a mark is shown at once, and is still there after a reload', () => {
  createProgressStore({ put: away }).note(read('one'))
  expect(sectionsOf(createProgressStore({ put: away }).read().progress)).toEqual(['one'])
})

test('two tabs note beside each other', () => {
  const [first, second] = [createProgressStore({ put: away }), createProgressStore({ put: away })]
  first.note(read('one'))
  second.note(read('two'))
  expect(sectionsOf(second.read().progress)).toEqual(['one', 'two'])
})

test('what the server answers is shown, and what was noted meanwhile stays', async () => {
  const fromCommandLine: Progress = {
    version: 1,
    lessons: {
      [lesson]: { sections: {}, quizzes: {}, exercises: { exercise: '2026-11-23T10:00:00.000Z' } },
    },
  }
  const sent: Progress[] = []
  const store = createProgressStore({
    async put(progress) {
      sent.push(progress)
      if (sent.length === 1) store.note(read('meanwhile'))
      const known = sent.length === 1 ? fromCommandLine : progress
      return { is: 'answered', body: { progress: known } }
    },
  })
  store.sync()
  await vi.waitFor(() => expect(sent).toHaveLength(2), { timeout: 5000 })
  expect(sectionsOf(sent[1] ?? noProgress)).toEqual(['meanwhile'])
  await vi.waitFor(() =>
    expect(lessonOf(store.read().progress, lesson).exercises.exercise).toBeTruthy(),
  )
  expect(sectionsOf(store.read().progress)).toEqual(['meanwhile'])
})

test('while the server is away the page says that progress is only here', async () => {
  const store = createProgressStore({ put: away })
  store.note(read('one'))
  store.sync()
  await vi.waitFor(() => expect(store.read().trouble).toEqual({ is: 'only here' }))
  expect(sectionsOf(store.read().progress)).toEqual(['one'])
})

test('a file that is no JSON, or that the server refuses, changes nothing', async () => {
  const store = createProgressStore({ put: away })
  store.note(read('one'))
  await expect(store.add('{"version":')).rejects.toThrow('it is no JSON file')
  await expect(store.add('{}')).rejects.toThrow('the server is stopped')
  expect(sectionsOf(store.read().progress)).toEqual(['one'])
})

test('without storage the page remembers as long as it is open', () => {
  vi.stubGlobal('localStorage', undefined)
  const store = createProgressStore({ put: away })
  store.note(read('one'))
  store.note(read('two'))
  expect(sectionsOf(store.read().progress)).toEqual(['one', 'two'])
})
