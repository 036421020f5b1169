// A workbook at home that has joined a room (npm run join) tells it what its learner achieves: progress, and the newest
// check of each exercise. The room is elsewhere and may be away; what happens at home never waits for it.
import { readFile } from 'node:fs/promises'
import type { Progress } from '../progress/contract.ts'
import type { CheckReport, LearnerBodies } from './contract.ts'
import { type ReportedRun, reportOf } from './report-of.ts'

export type HomeReports = {
  /** All that is noted; the newest replaces what was not sent yet. */
  progress(progress: Progress): void
  check(run: ReportedRun): void
  /** Sends at once what was not sent yet; resolves when that is done, or the room was not reached. */
  flush(): Promise<void>
  close(): void
}

type Report = { check?: CheckReport; progress?: Progress } & LearnerBodies['report']

/** workspace/room.json, as npm run join writes it. */
type JoinedRoom = { origin: string; token: string }

const gatherMs = 500
const retryMs = 10_000
const longestMs = 5000

/** `file` is read before each report, so that a workbook joins and leaves while it runs. */
export function createHomeReports({
  file,
  log,
  deadlineMs = longestMs,
}: {
  file: string
  log: (line: string) => void
  /** The room has so long to answer. */
  deadlineMs?: number
}): HomeReports {
  const checks = new Map<string, CheckReport>()
  let progress: Progress | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let refusedToken: string | undefined
  let sending = false
  let underway: Promise<void> = Promise.resolve()
  let away = false

  function soon(delayMs: number): void {
    if (closed || sending) return
    clearTimeout(timer)
    timer = setTimeout(next, delayMs)
    timer.unref()
  }

  function next(): Promise<void> {
    underway = report()
    return underway
  }

  async function report(): Promise<void> {
    const room = await readRoom(file)
    if (!room || room.token === refusedToken) return forget()
    const unsent = takeNext()
    if (!unsent) return
    sending = true
    const sent = await send(room, unsent, deadlineMs)
    sending = false
    away = sent === 'away'
    if (sent === 'refused') {
      refusedToken = room.token
      log(`The room at ${room.origin} does not know this workbook any more; nothing is reported.`)
      return forget()
    }
    if (away) putBack(unsent)
    if (progress || checks.size > 0) soon(away ? retryMs : 0)
  }

  /** Without a room nothing is kept for one. */
  function forget(): void {
    progress = undefined
    checks.clear()
  }

  function takeNext(): Report | undefined {
    const [check] = checks.values()
    if (check) checks.delete(check.lesson)
    const next = { ...(check && { check }), ...(progress && { progress }) }
    progress = undefined
    return Object.keys(next).length > 0 ? next : undefined
  }

  /** What was said meanwhile is newer. */
  function putBack(report: Report): void {
    progress ??= report.progress
    if (report.check && !checks.has(report.check.lesson)) {
      checks.set(report.check.lesson, report.check)
    }
  }

  return {
    progress(noted) {
      progress = noted
      soon(gatherMs)
    },
    check(run) {
      // It says nothing of how far the learner is.
      if (run.state === 'inconclusive') return
      checks.set(run.lesson, reportOf(run))
      soon(gatherMs)
    },
    async flush() {
      away = false
      await underway
      while (!away && (progress || checks.size > 0)) {
        clearTimeout(timer)
        await next()
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

async function readRoom(file: string): Promise<JoinedRoom | undefined> {
  try {
    const { origin, token } = JSON.parse(await readFile(file, 'utf8'))
    return typeof origin === 'string' && typeof token === 'string' ? { origin, token } : undefined
  } catch {
    // No room was joined, or its file is being written: then there is nobody to tell.
    return undefined
  }
}

async function send(
  { origin, token }: JoinedRoom,
  report: Report,
  deadlineMs: number,
): Promise<'done' | 'away' | 'refused'> {
  try {
    const { status } = await fetch(`${origin}/api/room/report`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(report),
      signal: AbortSignal.timeout(deadlineMs),
    })
    if (status === 401 || status === 404 || status === 410) return 'refused'
    return status >= 500 || status === 429 ? 'away' : 'done'
  } catch {
    // Not reached: the room's laptop sleeps, or this one left its Wi-Fi.
    return 'away'
  }
}
