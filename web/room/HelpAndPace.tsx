// What a learner tells the instructor with one click: that they need help, and how the pace suits them.

import { useState } from 'react'
import type { Help, LearnerBodies, Pace, RoomView } from '../../server/room/contract.ts'
import { type AskOptions, ask, type Reply } from '../core/ask.ts'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import { roomBarMessages as text } from './messages.ts'
import { type RoomMoment, toPageTime } from './room-moment.ts'

export function HelpButton({ help }: { help: Help | null }) {
  const { send, fault } = useRoomTask()
  return (
    <span className="room-help">
      <button
        type="button"
        className="room-button"
        data-raised={help !== null || undefined}
        onClick={() => send('help', { raised: help === null })}
      >
        {help === null ? text.raise : text.lower}
      </button>
      <span aria-live="polite" className="room-help-state">
        {fault ?? (help && (help.claimedBy === null ? text.waiting : text.coming(help.claimedBy)))}
      </span>
    </span>
  )
}

/** As on the board: what was said five minutes ago was about something else. */
const fadesMs = 5 * 60_000
const paces = ['slower', 'faster'] as const satisfies Pace[]

export function PaceButtons({ pace, moment }: { pace: RoomView['pace']; moment: RoomMoment }) {
  const { send, fault } = useRoomTask()
  const left = useSecondsLeft(pace && toPageTime(pace.at + fadesMs, moment))
  const chosen = left === 0 ? null : (pace?.value ?? null)
  return (
    <fieldset className="room-pace" title={fault ?? text.paceSaid}>
      <legend className="visually-hidden">{text.pace}</legend>
      {paces.map((one) => (
        <button
          key={one}
          type="button"
          className="room-button"
          aria-pressed={chosen === one}
          onClick={() => send('pace', { pace: chosen === one ? null : one })}
        >
          {text[one]}
        </button>
      ))}
      {fault !== null && (
        <span className="visually-hidden" role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  )
}

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
