import { useState } from 'react'
import { roomBarMessages as text } from './messages.ts'
import { type Sent, sendRoom } from './send-room.ts'

/** Sends what a learner does; `fault` is a sentence when the last one did not arrive. */
export function useRoomTask(): {
  send: (path: string, body: unknown, options?: { method?: 'POST' | 'PATCH' }) => Promise<Sent>
  fault: string | null
} {
  const [fault, setFault] = useState<string | null>(null)
  async function send(...[path, body, options]: Parameters<typeof sendRoom>): Promise<Sent> {
    const sent = await sendRoom(`/api/room/${path}`, body, options)
    setFault(sent.ok ? null : text.failed(sent.why))
    return sent
  }
  return { send, fault }
}
