import { useState } from 'react'
import { type AskOptions, ask, type Reply } from '../core/ask.ts'
import { roomBarMessages as text } from './messages.ts'

/** Sends what a learner does; `fault` is a sentence when the last one did not arrive. */
export function useRoomTask(): {
  send: (path: string, body: unknown, options?: AskOptions) => Promise<Reply<unknown>>
  fault: string | null
} {
  const [fault, setFault] = useState<string | null>(null)
  async function send(path: string, body: unknown, options?: AskOptions): Promise<Reply<unknown>> {
    const reply = await ask(`/api/room/${path}`, { ...options, body })
    setFault(reply.is === 'answered' ? null : text.failed(reply.detail))
    return reply
  }
  return { send, fault }
}
