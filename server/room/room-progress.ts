// A learner's progress in a room: in Valkey, where any server process may add to it.
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { Refusal } from '../http/refusal.ts'
import { createScript } from '../limiter/script.ts'
import type { Progress, ProgressAnswer } from '../progress/contract.ts'
import type { LessonCell } from './contract.ts'
import { explainRoomError } from './room-refusal.ts'
import type { RoomStore } from './room-store.ts'

export type RoomProgress = {
  read(id: string): Promise<ProgressAnswer>
  /** Adds to what is noted, and gives the sum. Rejects with a Refusal when that is more than a room keeps. */
  add(id: string, more: Progress, from?: { home: boolean }): Promise<ProgressAnswer>
}

/** A whole course with every section, answer and exercise is a tenth of this. */
const mostBytes = 64 * 1024
const tries = 20

const lua = readFileSync(new URL('./replace-progress.lua', import.meta.url), 'utf8')

/** `merge` makes one of two accounts, in any order and as often as it likes. */
export function createRoomProgress({
  valkey,
  store,
  merge,
}: {
  valkey: Redis
  store: Pick<RoomStore, 'keys' | 'lessons'>
  merge: (one: Progress, other: Progress) => Progress
}): RoomProgress {
  const { learners, progress } = store.keys
  const replace = createScript(valkey, lua, 'replace-progress.lua')
  const parse = (text: string | null): Progress =>
    text === null ? { version: 1, lessons: {} } : JSON.parse(text)

  return {
    read: async (id) => ({ progress: parse(await valkey.hget(progress, id)) }),
    async add(id, more, { home } = { home: false }) {
      for (let i = 0; i < tries; i += 1) {
        const before = await valkey.hget(progress, id)
        const sum = merge(parse(before), more)
        const after = JSON.stringify(sum)
        if (Buffer.byteLength(after) > mostBytes) throw tooMuch()
        if (after === before || (await replaced(id, before, after))) {
          if (after !== before) await store.lessons(id, { ...summarise(sum), home })
          return { progress: sum }
        }
      }
      throw busy()
    },
  }

  async function replaced(id: string, before: string | null, after: string): Promise<boolean> {
    try {
      return (await replace([learners, progress], [id, before ?? '', after])) === 1
    } catch (error) {
      throw explainRoomError(error)
    }
  }
}

function tooMuch(): Refusal {
  const detail = `A room keeps at most ${mostBytes / 1024} KB of progress for each learner, and this would be more. Nothing was changed.`
  return new Refusal('Too much progress', detail, 413)
}

function busy(): Refusal {
  const detail =
    'This progress is being written from too many places at once. Send it again in a moment.'
  return new Refusal('Progress changed meanwhile', detail, 503)
}

/** Progress as the board has it: one word a lesson, and how much there is in all. */
function summarise({ lessons }: Progress): {
  lessons: Record<string, LessonCell>
  marks: number
} {
  const cells: Record<string, LessonCell> = {}
  let marks = 0
  for (const [folder, { doneAt, sections, quizzes, exercises }] of Object.entries(lessons)) {
    const passed = Object.keys(exercises).length
    cells[folder] = passed > 0 ? 'passed' : doneAt === undefined ? 'begun' : 'read'
    const right = Object.values(quizzes).filter((answers) => answers.right !== undefined).length
    marks += Object.keys(sections).length + right + passed + (doneAt === undefined ? 0 : 1)
  }
  return { lessons: cells, marks }
}
