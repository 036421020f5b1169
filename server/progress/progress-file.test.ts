import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Progress } from './contract.ts'
import { createProgressFile } from './progress-file.ts'

let folder = ''
let said: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'))
  said = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, 'workspace', 'progress.json')
const openFile = () => createProgressFile({ path: path(), log: (line) => said.push(line) })
const at = (second: number) => `2026-11-23T10:00:0${second}.000Z`
const read = (section: string): Progress => ({
  version: 1,
  lessons: { '04-a': { sections: { [section]: at(1) }, quizzes: {}, exercises: {} } },
})
const onDisk = (): Progress => JSON.parse(readFileSync(path(), 'utf8'))

test('without a file nothing is done yet, and reading makes none', async () => {
  expect(await openFile().read()).toEqual({ progress: { version: 1, lessons: {} } })
  expect(existsSync(path())).toBe(false)
})

test('what is added is on disk, beside what was there', async () => {
  await openFile().add(read('one'))
  await openFile().add(read('two'))
  expect(onDisk().lessons['04-a']?.sections).toEqual({ one: at(1), two: at(1) })
  expect(readdirSync(join(folder, 'workspace'))).toEqual(['progress.json'])
})

test('four processes that write at once lose nothing', async () => {
  const module = pathToFileURL('server/progress/progress-file.ts').href
  const write = async (name: string) => {
    const program = `
      const { createProgressFile } = await import(${JSON.stringify(module)})
      const file = createProgressFile({ path: ${JSON.stringify(path())}, log: console.error })
      for (let n = 0; n < 5; n++) await file.add({ version: 1, lessons: { '04-a': {
        sections: { ['${name}-' + n]: '${at(1)}' }, quizzes: {}, exercises: {} } } })
    `
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    expect((await once(child, 'exit'))[0]).toBe(0)
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(write))
  expect(Object.keys(onDisk().lessons['04-a']?.sections ?? {})).toHaveLength(20)
})

test.each([
  ['cut off', '{"version":1,"less', /no JSON/],
  ['of another kind', '{"version":1,"lessons":[]}', /lessons is \[\]/],
  ['of a later version', '{"version":2,"lessons":{}}', /version is 2/],
])('a file that is %s is put aside and said; progress goes on', async (_, text, why) => {
  mkdirSync(join(folder, 'workspace'))
  writeFileSync(path(), text)
  const { progress, setAside } = await openFile().add(read('one'))
  expect(progress).toEqual(read('one'))
  expect(setAside?.why).toMatch(why)
  expect(readFileSync(join(folder, 'workspace', setAside?.file ?? ''), 'utf8')).toBe(text)
  expect(said.join()).toContain(setAside?.file)
  expect(onDisk()).toEqual(read('one'))
})

test('starting over keeps a copy of what was there', async () => {
  const file = openFile()
  await file.add(read('one'))
  const { progress } = await file.add({ version: 1, startedOver: at(5), lessons: {} })
  expect(progress.lessons).toEqual({})
  const [copy] = readdirSync(join(folder, 'workspace')).filter((name) => name.includes('.before-'))
  const kept = JSON.parse(readFileSync(join(folder, 'workspace', copy ?? ''), 'utf8'))
  expect(kept).toEqual(read('one'))
})

test('a lock that a killed process left behind is taken over', async () => {
  await openFile().add(read('one'))
  writeFileSync(`${path()}.lock`, '')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(`${path()}.lock`, longAgo, longAgo)
  await openFile().add(read('two'))
  expect(Object.keys(onDisk().lessons['04-a']?.sections ?? {})).toEqual(['one', 'two'])
})
