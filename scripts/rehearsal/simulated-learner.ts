import { setTimeout as wait } from 'node:timers/promises'
import type { Progress } from '../../server/progress/contract.ts'
import { joinAs, type RoomClient, RoomOver } from './room-client.ts'

const names = [
  'Ada',
  'Bora',
  'Cem',
  'Defne',
  'Eda',
  'Firat',
  'Gül',
  'Hale',
  'Inci',
  'Jale',
  'Kaan',
  'Lale',
]
/** A lesson of half an hour takes three quarters of a minute. */
const stepMs = 4000
const steps = 5
const checks = 4

type Learner = {
  client: RoomClient
  number: number
  /** How long this one takes for a step: some are quick, some are not. */
  stepMs: number
  /** From this lesson's exercise they do not find out by themselves. */
  stuckAt: number
  signal: AbortSignal
}

/**
 * One learner through the lessons: reads, sends requests, does exercises, gets stuck, raises a hand and goes on once
 * somebody has claimed it. The name says that it is a rehearsal. Ends with the last lesson, or with the room.
 */
export async function simulateLearner({
  origin,
  code,
  number,
  lessons,
  signal,
}: {
  origin: string
  code: string
  number: number
  lessons: string[]
  signal: AbortSignal
}): Promise<void> {
  const name = `${names[number % names.length]} ${number} (rehearsal)`
  const client = await joinAs({ origin, code, name, signal })
  const learner: Learner = {
    ...{ client, number, signal },
    stepMs: stepMs * (0.6 + Math.random() * 1.2),
    stuckAt: number % 4 === 0 ? 3 + (number % 5) : Number.POSITIVE_INFINITY,
  }
  try {
    for (const [i, lesson] of lessons.entries()) {
      await read(learner, lesson)
      await solve(learner, lesson, i + 1 === learner.stuckAt)
    }
  } catch (error) {
    if (!(error instanceof RoomOver)) throw error
  }
}

async function read({ client, stepMs, signal }: Learner, lesson: string): Promise<void> {
  await client.send('POST', '/api/room/place', { path: `/lessons/${lesson}/` })
  for (let step = 1; step <= steps; step += 1) {
    await wait(stepMs, undefined, { signal })
    for (let i = 0; i < Math.ceil(Math.random() * 4); i += 1) await client.send('GET', '/api/saka')
    await note(client, lesson, { sections: { [`rehearsed-${step}`]: now() } })
    if (Math.random() < 0.03) {
      const pace = Math.random() < 0.5 ? 'slower' : 'faster'
      await client.send('POST', '/api/room/pace', { pace })
    }
  }
}

async function solve(learner: Learner, lesson: string, isHard: boolean): Promise<void> {
  const { client, stepMs, signal } = learner
  const exercise = (open: boolean) =>
    client.send('POST', '/api/room/place', {
      path: `/lessons/${lesson}/`,
      exercise: { lesson, open },
    })
  await exercise(true)
  for (let passed = 1; passed <= checks; passed += 1) {
    await wait(stepMs, undefined, { signal })
    if (isHard && passed === checks) await waitForHelp(learner)
    const failing = passed < checks ? `Rehearsed check ${passed + 1} of ${checks}` : null
    const check = { lesson, passed, total: checks, failing }
    await client.send('POST', '/api/room/report', { check })
  }
  await note(client, lesson, { exercises: { exercise: now() }, doneAt: now() })
  await exercise(false)
}

/** Tries for a while, then raises a hand; somebody comes, or it is taken down after five minutes. */
async function waitForHelp({ client, stepMs, signal }: Learner): Promise<void> {
  await wait(6 * stepMs, undefined, { signal })
  await client.send('POST', '/api/room/help', { raised: true })
  for (let waitedMs = 0; waitedMs < 300_000; waitedMs += 1000) {
    await wait(1000, undefined, { signal })
    const help = client.view()?.help
    if (help === null) return
    if (help?.claimedBy) break
  }
  await wait(2 * stepMs, undefined, { signal })
  await client.send('POST', '/api/room/help', { raised: false })
}

async function note(
  client: RoomClient,
  lesson: string,
  marks: Partial<Progress['lessons'][string]>,
): Promise<void> {
  const progress: Progress = {
    version: 1,
    lessons: { [lesson]: { sections: {}, quizzes: {}, exercises: {}, ...marks } },
  }
  await client.send('PUT', '/api/progress', progress)
}

function now(): string {
  return new Date().toISOString()
}
