import { useState } from 'react'
import type { LearnerBodies } from '../../server/room/contract.ts'
import { roomBarMessages as text } from './messages.ts'
import { type Sent, sendRoom } from './send-room.ts'

/** Sends what a learner does; `fault` is a sentence when the last one did not arrive. */
export function useRoomTask(): {
  send: <Name extends keyof LearnerBodies>(
    name: Name,
    body: LearnerBodies[Name],
    options?: { method?: 'POST' | 'PATCH' },
  ) => Promise<Sent>
  fault: string | null
} {
  const [fault, setFault] = useState<string | null>(null)
  async function send(...[name, body, options]: Parameters<typeof sendRoom>): Promise<Sent> {
    const sent = await sendRoom(`/api/room/${name}`, body, options)
    setFault(sent.ok ? null : text.failed(sent.why))
    return sent
  }
  return { send, fault }
}
