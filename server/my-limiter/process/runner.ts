// Which process answers: the newest that came up. One more waits, started ahead, so that a saved file is live at once.
import { randomBytes } from 'node:crypto'
import type { Load } from '../learner/messages.ts'
import type { Ended } from './explain-crash.ts'
import { type LearnerProcess, startLearnerProcess } from './learner-process.ts'

/** A process that answers requests. */
export type Running = {
  port: number
  secret: string
  /** Call it around each request, so that the process is not ended under it. */
  enter(): () => void
  /** Resolves when the process is gone. */
  ended: Promise<unknown>
}

export type Runner = {
  /** Runs the learner's files as they are now; what runs goes on answering until then. */
  start(load: Omit<Load, 'secret'>): void
  current(): Running | null
  /** Ends everything. */
  stop(): Promise<void>
}

type Live = Running & { process: LearnerProcess; retire(): void }

/** A request that is under way when its process is replaced may take so long. */
const retireWithinMs = 5000

export function createRunner({
  onLine,
  onLive,
  onEnd,
}: {
  onLine: (from: 'out' | 'error', text: string) => void
  onLive: () => void
  /** The newest process has ended by itself, or never came up. */
  onEnd: (why: Ended) => void
}): Runner {
  const all = new Set<LearnerProcess>()
  let spare: LearnerProcess | null = null
  let newest: LearnerProcess | null = null
  let current: Live | null = null
  let stopped = false

  function open(): LearnerProcess {
    const process: LearnerProcess = startLearnerProcess({
      onLine(from, text) {
        if (process === newest || process === current?.process) onLine(from, text)
      },
    })
    all.add(process)
    void process.ended.then(() => {
      all.delete(process)
      if (process === spare) spare = null
    })
    return process
  }

  function start(load: Omit<Load, 'secret'>): void {
    if (newest && newest !== current?.process) {
      if (!newest.hasBegun()) return
      // A start that is overtaken by the next one never answers.
      void newest.stop()
    }
    const process = spare ?? open()
    spare = null
    newest = process
    stopped = false
    const secret = randomBytes(24).toString('base64url')
    void process.load({ ...load, secret }).then((port) => {
      if (!stopped) spare ??= open()
      if (newest !== process || port === null) return
      current?.retire()
      current = createLive({ process, port, secret })
      onLive()
    })
    void process.ended.then((why) => {
      if (newest !== process || why === null) return
      newest = null
      current?.retire()
      current = null
      onEnd(why)
    })
  }

  return {
    start,
    current: () => current,
    async stop() {
      stopped = true
      newest = null
      current = null
      spare = null
      await Promise.all([...all].map((process) => process.stop()))
    },
  }
}

function createLive({
  process,
  port,
  secret,
}: {
  process: LearnerProcess
  port: number
  secret: string
}): Live {
  let underWay = 0
  let retired = false
  const endWhenIdle = () => {
    if (retired && underWay === 0) void process.stop()
  }
  return {
    process,
    port,
    secret,
    ended: process.ended,
    enter() {
      underWay += 1
      return () => {
        underWay -= 1
        endWhenIdle()
      }
    },
    retire() {
      retired = true
      endWhenIdle()
      setTimeout(() => void process.stop(), retireWithinMs).unref()
    },
  }
}
