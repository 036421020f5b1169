import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { sendProblem } from '../http/problems.ts'
import type { Crash } from './contract.ts'
import type { Answer, HandedOver, HandOver } from './hand-over.ts'
import type { Running } from './process/runner.ts'
import type { Tap } from './tap/tap.ts'
import type { Handled } from './trace-mine.ts'

/** Says which limiter answered. */
export const answeredBy = 'X-My-Limiter'

/** The learner's answers must not undo what keeps other sites' pages out, nor bind the browser for later. */
const withheldHeaders =
  /^(content-security-policy|strict-transport-security|clear-site-data|access-control-allow-)/i

type Parts = {
  lesson: string
  running: Running
  tap: Tap
  handOver: HandOver
  deadlineMs: number
  /** Why the process is gone, once that is known. */
  crashOf: () => Promise<Crash | null>
  onHandled: (handled: Handled, answer: Answer | null) => void
}

/** Hands one request to the learner's process, and answers it with what comes back, or with why nothing does. */
export async function answerMine(req: Request, res: Response, parts: Parts): Promise<void> {
  const { lesson, running, tap, handOver, deadlineMs, crashOf, onHandled } = parts
  const request = randomUUID()
  const unfollow = tap.follow(request)
  const leave = running.enter()
  const startedAt = performance.now()
  const { port, secret } = running
  const address = req.ip ?? ''
  const answer: HandedOver = await handOver(req, { port, secret, request, address })
  const answeredAt = performance.now()
  leave()
  const handled = { lesson, startedAt, answeredAt, followed: unfollow() }
  res.set(answeredBy, lesson)

  if (!('failed' in answer)) {
    onHandled({ ...handled, failure: null }, answer)
    passBack(res, answer)
    return
  }
  const crash = answer.failed === 'broken' ? await crashOf() : null
  const problem = crash ? crashed(crash) : noAnswer(answer, deadlineMs)
  onHandled({ ...handled, failure: problem.detail }, null)
  sendProblem(res, problem)
}

function passBack(res: Response, { status, headers, body }: Answer): void {
  res.status(status)
  // The answer has the headers of the learner's code only.
  res.removeHeader('Cache-Control')
  for (const [name, value] of headers) if (!withheldHeaders.test(name)) res.append(name, value)
  res.end(body)
}

export function crashed({ sentence }: Crash) {
  return {
    status: 502,
    title: 'Your limiter is not running',
    detail: `${sentence} Save a change, or choose the workbook’s limiter.`,
  }
}

function noAnswer(answer: Extract<HandedOver, { failed: string }>, deadlineMs: number) {
  if (answer.failed === 'late') {
    return {
      status: 504,
      title: 'Your limiter did not answer',
      detail: `There was no answer within ${deadlineMs / 1000} s: your code neither called next() nor sent a response.`,
    }
  }
  return {
    status: 502,
    title: 'Your limiter gave no usable answer',
    detail: `The connection to your process broke: ${answer.why}.`,
  }
}
