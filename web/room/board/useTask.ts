import { useState } from 'react'
import type { InstructorBodies } from '../../../server/room/contract.ts'
import { ask, type Reply } from '../../core/ask.ts'
import { boardMessages as text } from './messages.ts'

/** Sends what an instructor does; `fault` is a sentence when the last one was not done. */
export function useTask(): {
  send: <Name extends keyof InstructorBodies>(
    name: Name,
    body: InstructorBodies[Name],
  ) => Promise<Reply<unknown>>
  fault: string | null
} {
  const [fault, setFault] = useState<string | null>(null)
  async function send(name: string, body: unknown): Promise<Reply<unknown>> {
    const reply = await ask(`/api/board/${name}`, { body })
    setFault(reply.is === 'answered' ? null : text.failed(reply.detail))
    return reply
  }
  return { send, fault }
}
