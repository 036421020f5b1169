import { expect, test, vi } from 'vitest'
import type { ExerciseDetail, ExerciseFile } from '../../server/exercises/contract.ts'
import type { Reply } from '../core/ask.ts'
import type { ExerciseServer } from './exercise-server.ts'
import { createExerciseStore } from './exercise-store.ts'
import type { ExerciseEvent } from './exercise-stream.ts'
import { keepMine, shownText, typeInto } from './file-state.ts'

type Unreached = Extract<Reply<never>, { is: 'unreached' }>

/** A server with one file, that can be away, and that another editor can write to. */
function createDisk() {
  let file: ExerciseFile = { name: 'a.lua', content: 'given', version: '1', language: 'lua' }
  let away = false
  const asked: string[] = []
  const detail = (): ExerciseDetail => ({
    lesson: '04-a',
    number: 4,
    title: 'A',
    made: true,
    solved: false,
    hints: 0,
    files: [file],
    original: [file],
    checks: ['counts'],
    hintTexts: [],
    editedOriginal: [],
    last: null,
    folder: 'workspace/04-a',
    path: '/w/workspace/04-a',
    warnings: [],
    copy: file.version,
  })
  const answer = async <Given>(name: string, body: () => Given): Promise<Given | Unreached> => {
    asked.push(name)
    return away ? { is: 'unreached', detail: 'the connection failed' } : body()
  }
  const write = (content: string) => {
    file = { ...file, content, version: String(Number(file.version) + 1) }
  }
  const server: ExerciseServer = {
    detail: () => answer('detail', () => ({ is: 'answered', body: detail() })),
    start: () => answer('start', () => ({ is: 'answered', body: detail() })),
    save: (_name, { content, basedOn, check }) =>
      answer('save', () => {
        if (basedOn !== file.version) return { is: 'conflict', current: file }
        write(content)
        return { is: 'answered', body: { file, ...(check && { run: `run ${file.version}` }) } }
      }),
    check: () =>
      answer('check', () => ({ is: 'answered', body: { run: 'asked for', waiting: 0 } })),
    reset: () =>
      answer('reset', () => {
        const kept = `saved: ${file.content}`
        write('given')
        return { is: 'answered', body: { kept, detail: detail() } }
      }),
    solution: () => answer('solution', () => ({ is: 'answered', body: { files: [file] } })),
  }
  return {
    server,
    asked,
    write,
    content: () => file.content,
    setAway: (on: boolean) => {
      away = on
    },
    files: (): ExerciseEvent => ({
      type: 'files',
      data: { made: true, files: [file], warnings: [], copy: file.version },
    }),
  }
}

const patience = { timeout: 10_000 }

async function openStore() {
  const disk = createDisk()
  let passes = 0
  const store = createExerciseStore({
    lesson: '04-a',
    server: disk.server,
    onSolved: () => {
      passes += 1
    },
  })
  await store.load()
  store.receive(disk.files())
  const type = (content: string) => store.edit('a.lua', (file) => typeInto(file, content))
  const shown = () => store.read().files.map(shownText).join()
  return { disk, store, type, shown, passes: () => passes }
}

test('a save names the run that checks it; that check is not asked for again', async () => {
  const { disk, store, type } = await openStore()
  type('mine')
  await store.saveAndCheck()
  expect(disk.content()).toBe('mine')
  expect(disk.asked).toEqual(['detail', 'save'])
  expect(store.read()).toMatchObject({ awaitedRun: 'run 2', checkingSince: expect.any(String) })
})

test('with nothing to save it is checked all the same', async () => {
  const { disk, store } = await openStore()
  await store.saveAndCheck()
  expect(disk.asked).toEqual(['detail', 'check'])
  expect(store.read().awaitedRun).toBe('asked for')
})

test('a change that nobody had heard of is not written over; the learner chooses', async () => {
  const { disk, store, type } = await openStore()
  type('mine')
  disk.write('theirs')
  await store.saveAndCheck()
  expect(disk.content()).toBe('theirs')
  expect(store.read()).toMatchObject({ outcome: { is: 'choose first', file: 'a.lua' } })
  store.edit('a.lua', keepMine)
  await store.saveAndCheck()
  expect(disk.content()).toBe('mine')
})

test('a save that found nobody is done when the server is back', async () => {
  const { disk, store, type, shown } = await openStore()
  disk.setAway(true)
  store.lost()
  type('mine')
  await store.saveAndCheck()
  expect(store.read()).toMatchObject({ outcome: { is: 'not saved yet' }, line: { is: 'lost' } })
  expect([shown(), disk.content()]).toEqual(['mine', 'given'])
  disk.setAway(false)
  store.receive(disk.files())
  await vi.waitFor(() => expect(disk.content()).toBe('mine'), patience)
  expect(store.read().line.is).toBe('live')
})

test('an edit that nobody asked to save stays one when the server is back', async () => {
  const { disk, store, type, shown } = await openStore()
  store.lost()
  type('mine')
  store.receive(disk.files())
  expect([shown(), disk.content()]).toEqual(['mine', 'given'])
})

test('starting over puts what is only in the page into the copy that is kept', async () => {
  const { store, type, shown } = await openStore()
  type('mine')
  await store.reset()
  expect(store.read()).toMatchObject({ outcome: { is: 'reset', kept: 'saved: mine' }, runs: [] })
  expect(shown()).toBe('given')
})

test('a pass is told, and a lost line ends what looked as if it went on', async () => {
  const { store, passes } = await openStore()
  store.receive({ type: 'checking', data: { run: 'run 2', startedAt: '2026-11-29T10:00:00.000Z' } })
  store.lost()
  expect(store.read().checkingSince).toBeNull()
  store.receive({ type: 'progress', data: { solved: true } })
  expect(passes()).toBe(1)
})
