import { useState } from 'react'
import type { InstructorBodies } from '../../../server/room/contract.ts'
import { type Sent, sendRoom } from '../send-room.ts'
import { boardMessages as text } from './messages.ts'

/** Sends what an instructor does; `fault` is a sentence when the last one was not done. */
export function useTask(): {
  send: <Name extends keyof InstructorBodies>(
    name: Name,
    body: InstructorBodies[Name],
  ) => Promise<Sent>
  fault: string | null
} {
  const [fault, setFault] = useState<string | null>(null)
  async function send(name: string, body: unknown): Promise<Sent> {
    const sent = await sendRoom(`/api/board/${name}`, body)
    setFault(sent.ok ? null : text.failed(sent.why))
    return sent
  }
  return { send, fault }
}
