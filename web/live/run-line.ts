// The console's two requests. What the server may answer is a value, never an exception.
import type { ConsoleAnswer, ConsoleInfo, ConsoleRequest } from '../../server/console/contract.ts'
import { type AskOptions, ask } from '../core/ask.ts'
import { lineMessages } from './messages.ts'

export type LineAnswer = ConsoleAnswer | { is: 'failed'; why: string }

/** POST /api/console; never rejects. */
export async function runLine(line: string): Promise<LineAnswer> {
  const request: ConsoleRequest = { line }
  const answer = await askConsole<ConsoleAnswer>({ body: request })
  return 'body' in answer ? answer.body : { is: 'failed', why: answer.why }
}

/** GET /api/console; never rejects. */
export async function readConsoleInfo(): Promise<ConsoleInfo> {
  const answer = await askConsole<ConsoleInfo>({})
  return 'body' in answer ? answer.body : { on: false, why: answer.why }
}

async function askConsole<Body>(options: AskOptions): Promise<{ body: Body } | { why: string }> {
  const reply = await ask<Body>('/api/console', options)
  if (reply.is === 'unreached') return { why: lineMessages.noServer(reply.detail) }
  return reply.is === 'answered' ? { body: reply.body } : { why: reply.detail }
}
