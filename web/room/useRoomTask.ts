import { useState } from 'react'
import type { LearnerBodies } from '../../server/room/contract.ts'
import { type AskOptions, ask, type Reply } from '../core/ask.ts'
import { roomBarMessages as text } from './messages.ts'

/** Sends what a learner does; `fault` is a sentence when the last one did not arrive. */
export function useRoomTask(): {
  send: <Name extends keyof LearnerBodies>(
    name: Name,
    body: LearnerBodies[Name],
    options?: AskOptions,
  ) => Promise<Reply<unknown>>
  fault: string | null
} {
  const [fault, setFault] = useState<string | null>(null)
  async function send(name: string, body: unknown, options?: AskOptions): Promise<Reply<unknown>> {
    const reply = await ask(`/api/room/${name}`, { ...options, body })
    setFault(reply.is === 'answered' ? null : text.failed(reply.detail))
    return reply
  }
  return { send, fault }
}
