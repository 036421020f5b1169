import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serve } from '../testing/serve.ts'
import type { Progress } from './contract.ts'
import {
  currentName,
  lessonNames,
  redirectEarlierNames,
  renameCopies,
  underCurrentNames,
} from './lesson-names.ts'
import { createProgressFile } from './progress-file.ts'

const lessons = ['01-first', '03-keys', '04-summary']
const at = (second: number) => `2026-11-23T10:00:0${second}.000Z`
const marks = (sections: Record<string, string>) => ({ sections, quizzes: {}, exercises: {} })

let folder = ''
let logged: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lesson-names-'))
  logged = []
})
afterEach(() => rmSync(folder, { recursive: true }))
const log = (line: string) => void logged.push(line)

function writeCopy(path: string, text: string): void {
  mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, path, 'a.ts'), text)
}

test('a lesson keeps its words when it gets another number', () => {
  expect(currentName('02-keys', lessons)).toBe('03-keys')
  expect(currentName('03-keys', lessons)).toBe('03-keys')
  expect(currentName('02-other', lessons)).toBe('02-other')
  expect(currentName('progress.json', lessons)).toBe('progress.json')
})

test('progress under an earlier name is added to what is under today’s', () => {
  const progress: Progress = {
    version: 1,
    lessons: {
      '02-keys': { ...marks({ a: at(1), b: at(2) }), doneAt: at(3) },
      '03-keys': marks({ a: at(2) }),
      '09-gone': marks({ z: at(1) }),
    },
  }
  expect(underCurrentNames(progress, lessons)).toEqual({
    version: 1,
    lessons: {
      '03-keys': { ...marks({ a: at(2), b: at(2) }), doneAt: at(3) },
      '09-gone': marks({ z: at(1) }),
    },
  })
})

test('the file of progress is read under today’s names, and so is what a page sends', async () => {
  const path = join(folder, 'progress.json')
  const before = createProgressFile({ path, log, lessons: ['02-keys'] })
  await before.add({ version: 1, lessons: { '02-keys': marks({ a: at(1) }) } })
  const after = createProgressFile({ path, log, lessons })
  expect((await after.read()).progress.lessons).toEqual({ '03-keys': marks({ a: at(1) }) })
  await after.add({ version: 1, lessons: { '02-keys': marks({ b: at(2) }) } })
  expect(JSON.parse(readFileSync(path, 'utf8')).lessons).toEqual({
    '03-keys': marks({ a: at(1), b: at(2) }),
  })
})

test('copies and what a reset saved move to today’s names; of two copies both stay', () => {
  writeCopy('02-keys', 'mine')
  writeCopy('.saved/02-keys/2026', 'older')
  writeCopy('01-summary', 'one')
  writeCopy('04-summary', 'other')
  renameCopies(folder, lessons, log)
  expect(readdirSync(folder).sort()).toEqual(['.saved', '01-summary', '03-keys', '04-summary'])
  expect(readFileSync(join(folder, '03-keys/a.ts'), 'utf8')).toBe('mine')
  expect(readFileSync(join(folder, '.saved/03-keys/2026/a.ts'), 'utf8')).toBe('older')
  expect(readFileSync(join(folder, '01-summary/a.ts'), 'utf8')).toBe('one')
  expect(logged.join('\n')).toMatch(/04-summary exists too[\s\S]*02-keys is now 03-keys/)
})

test('an address with an earlier name leads to today’s, and no other does', async () => {
  for (const name of lessons) mkdirSync(join(folder, 'lessons', name), { recursive: true })
  const app = express().get('/lessons/:lesson', redirectEarlierNames(folder))
  const { url, close } = await serve(app)
  try {
    const get = (path: string) => fetch(`${url}${path}`, { redirect: 'manual' })
    const moved = await get('/lessons/02-keys/?present=1')
    expect([moved.status, moved.headers.get('Location')]).toEqual([
      302,
      '/lessons/03-keys/?present=1',
    ])
    for (const path of ['/lessons/03-keys/', '/lessons/02-other/', '/lessons/02-..%2F']) {
      expect([path, (await get(path)).status]).toEqual([path, 404])
    }
  } finally {
    await close()
  }
})

test('the names of the lessons are those of numbered folders', () => {
  for (const name of ['lessons/02-b', 'lessons/01-a', 'lessons/notes']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  expect(lessonNames(folder)).toEqual(['01-a', '02-b'])
  expect(lessonNames(join(folder, 'nowhere'))).toEqual([])
})
