// A process full of learners, so that what they cost is not the server's. It answers one question at a time.
import { setTimeout as wait } from 'node:timers/promises'
import { answerParent } from '../../../server/process/answer-parent.ts'
import {
  emptyNotes,
  joinRoom,
  type Learner,
  type LearnerNotes,
  type RoomAddress,
} from './learner.ts'

export type CrowdQuestion =
  /** Brings the crowd to this size. */
  | { ask: 'join'; room: RoomAddress; learners: number }
  /** Each sends so often, evenly spread, for so long; then what is under way is waited for. */
  | { ask: 'send'; perSecond: number; ms: number }

export type CrowdLoad = LearnerNotes & {
  ms: number
  /** Requests that were never answered, events that never came. */
  unanswered: number
  lost: number
  /** Learners whose page shows, five seconds later, less than what was answered as counted or more than they ever sent. */
  wrongCounts: number
}

const joinsAtOnce = 20
const drainMs = 5000

const learners: Learner[] = []
let notes = emptyNotes()

answerParent<CrowdQuestion>((question) => {
  return question.ask === 'join' ? grow(question.room, question.learners) : send(question)
})

async function grow(room: RoomAddress, size: number): Promise<number> {
  while (learners.length < size) {
    const more = Math.min(joinsAtOnce, size - learners.length)
    const joined = Array.from({ length: more }, () => joinRoom({ room, notes: () => notes }))
    learners.push(...(await Promise.all(joined)))
  }
  return learners.length
}

async function send({ perSecond, ms }: { perSecond: number; ms: number }): Promise<CrowdLoad> {
  notes = emptyNotes()
  const everyMs = 1000 / perSecond
  const began = performance.now()
  const timers: NodeJS.Timeout[] = []
  await Promise.all(
    learners.map(async (learner, at) => {
      // Their clocks are not one: each begins at a moment of its own.
      await wait((at / learners.length) * everyMs)
      learner.send()
      timers.push(setInterval(learner.send, everyMs))
    }),
  )
  await wait(ms - (performance.now() - began))
  for (const timer of timers) clearInterval(timer)
  const took = performance.now() - began
  const open = () =>
    learners.reduce(
      (sum, learner) => {
        const { answers, events } = learner.open()
        return { answers: sum.answers + answers, events: sum.events + events }
      },
      { answers: 0, events: 0 },
    )
  const wrong = () =>
    learners.filter((learner) => {
      const { shown, answered, sent } = learner.count()
      return shown < answered || shown > sent
    })
  const settled = () => open().answers + open().events + wrong().length === 0
  const deadline = performance.now() + drainMs
  while (!settled() && performance.now() < deadline) await wait(50)
  const { answers, events } = open()
  return { ...notes, ms: took, unanswered: answers, lost: events, wrongCounts: wrong().length }
}
