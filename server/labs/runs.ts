// The life of a run: from its first line to its last, and never longer than its response is read.
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { Response } from 'express'
import { Refusal } from '../http/refusal.ts'
import type { RunEvent, RunProblem } from './contract.ts'
import type { NamedLab } from './lab.ts'

type Run = {
  lab: NamedLab
  signal: AbortSignal
  listener: ((action: unknown) => Promise<unknown>) | undefined
  /** Starts the idle time anew: the reader did something. */
  keepAlive(): void
}

export type Runs = {
  /**
   * Answers `res` with the run's lines; resolves when the run and its clean-up are over. Rejects with a Refusal when too
   * many are running.
   */
  start(lab: NamedLab, options: unknown, res: Response): Promise<void>
  /** Undefined when there is no such run, or it is over. */
  find(id: string): Run | undefined
  /** Stops every run; new ones are refused. Resolves when all are over. */
  close(): Promise<void>
}

type RunLimits = {
  /** Runs at the same time. */
  most: number
  /** A run without any action for this long is stopped: a tab left open overnight. */
  idleMs: number
  log: (line: string) => void
}

/** When the reader is this far behind, the run stops instead of filling the memory. */
const maxBufferedBytes = 4 * 1024 ** 2
/** How often an empty line is sent, which fails when the other end is gone. */
const heartbeatMs = 15_000

export function createRuns({ most, idleMs, log }: RunLimits): Runs {
  const runs = new Map<string, Run>()
  const over = new Set<Promise<void>>()
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)

  async function start(lab: NamedLab, options: unknown, res: Response): Promise<void> {
    if (closing.signal.aborted) throw new Refusal('The workbook is closing', 'Start it again.', 503)
    // A run that is cleaning up counts too, because its processes still exist.
    if (over.size >= most) {
      throw new Refusal(
        'Too many at once',
        `${most} labs run already, which is as many as one workbook runs. Stop one, perhaps in another tab, and try again.`,
        503,
      )
    }
    const running = run(lab, options, res)
    over.add(running)
    await running.finally(() => over.delete(running))
  }

  async function run(lab: NamedLab, options: unknown, res: Response): Promise<void> {
    const id = randomUUID()
    const abort = new AbortController()
    const { signal } = abort
    setMaxListeners(0, signal)
    let hasEnded = false

    const write = (event: RunEvent) => {
      if (!res.writableEnded && !res.destroyed) res.write(`${JSON.stringify(event)}\n`)
    }
    /** Writes the last line, once. */
    const end = (event: RunEvent) => {
      if (hasEnded) return
      hasEnded = true
      write(event)
      res.end()
      abort.abort()
    }
    const fail = (problem: RunProblem) => end({ event: 'failed', problem })

    const idle = setTimeout(() => fail(leftAlone(idleMs)), idleMs)
    const heartbeat = setInterval(() => !hasEnded && res.write('\n'), heartbeatMs)
    const onClosing = () => fail({ title: 'The workbook is closing', detail: 'Start it again.' })
    closing.signal.addEventListener('abort', onClosing, { once: true })
    res.on('close', () => abort.abort())

    const entry: Run = { lab, signal, listener: undefined, keepAlive: () => idle.refresh() }
    runs.set(id, entry)
    res.writeHead(200, {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    write({ event: 'started', run: id })
    try {
      await lab.run({
        options,
        signal,
        send(data) {
          if (signal.aborted) return
          if (res.writableLength > maxBufferedBytes) fail(tooSlow)
          else write({ event: 'data', data })
        },
        onAction(listener) {
          entry.listener = listener
        },
      })
      end({ event: 'ended' })
    } catch (error) {
      if (error instanceof Refusal) fail({ title: error.title, detail: error.message })
      else if (!signal.aborted) {
        log(`Lab ${lab.name}: ${error instanceof Error ? error.stack : error}`)
        fail(broken(lab.name))
      }
    } finally {
      runs.delete(id)
      clearTimeout(idle)
      clearInterval(heartbeat)
      closing.signal.removeEventListener('abort', onClosing)
      abort.abort()
      res.end()
    }
  }

  return {
    start,
    find: (id) => runs.get(id),
    async close() {
      closing.abort()
      await Promise.allSettled(over)
    },
  }
}

function leftAlone(idleMs: number): RunProblem {
  const minutes = Math.round(idleMs / 60_000)
  return {
    title: 'Ended by itself',
    detail: `Nothing was done here for ${minutes} minutes, so the run was ended and its processes with it. Start it again whenever you like.`,
  }
}

const tooSlow: RunProblem = {
  title: 'The page cannot keep up',
  detail: 'The page has not read what was sent to it. Start again, with less at once.',
}

function broken(name: string): RunProblem {
  return {
    title: 'The lab failed',
    detail: `"${name}" could not go on. The terminal the workbook runs in says why.`,
  }
}
