// The console's two requests. What the server may answer is a value, never an exception.
import type { ConsoleAnswer, ConsoleInfo, ConsoleRequest } from '../../server/console/contract.ts'
import { lineMessages } from './messages.ts'

export type LineAnswer = ConsoleAnswer | { is: 'failed'; why: string }

const deadlineMs = 5000

/** POST /api/console; never rejects. */
export async function runLine(line: string): Promise<LineAnswer> {
  const request: ConsoleRequest = { line }
  const answer = await ask<ConsoleAnswer>({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  return 'body' in answer ? answer.body : { is: 'failed', why: answer.why }
}

/** GET /api/console; never rejects. */
export async function readConsoleInfo(): Promise<ConsoleInfo> {
  const answer = await ask<ConsoleInfo>({})
  return 'body' in answer ? answer.body : { on: false, why: answer.why }
}

async function ask<Body>(init: RequestInit): Promise<{ body: Body } | { why: string }> {
  try {
    const signal = AbortSignal.timeout(deadlineMs)
    const response = await fetch('/api/console', { cache: 'no-store', signal, ...init })
    const body: unknown = await response.json()
    if (response.ok) return { body: body as Body }
    const { detail } = body as { detail?: string }
    return { why: detail ?? lineMessages.badServer(response.status) }
  } catch (error) {
    return { why: lineMessages.noServer(error instanceof Error ? error.message : String(error)) }
  }
}
