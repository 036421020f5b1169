// An action in the prose. It drives the live part beside the text: the requests are real, and so is the answer.
import { type ReactNode, useState } from 'react'
import type { Answer } from '../core/ask.ts'
import { liveMessages } from '../live/messages.ts'
import { tally } from '../live/tally.ts'
import { usePlayground } from '../live/useLive.ts'

const coolDownMs = 800

/** `send`: so many requests one after the other; `burst`: so many at once. */
export type TryItProps = { send?: number; burst?: number; children?: ReactNode }

export function TryIt({ send, burst, children }: TryItProps) {
  const playground = usePlayground()
  const [busy, setBusy] = useState(false)
  const [answers, setAnswers] = useState<Answer[] | null>(null)

  async function run(): Promise<void> {
    setBusy(true)
    setTimeout(() => setBusy(false), coolDownMs)
    if (burst !== undefined) return setAnswers(await playground.send(burst))
    const received: Answer[] = []
    for (let sent = 0; sent < (send ?? 1); sent += 1) {
      received.push(...(await playground.send(1)))
      setAnswers([...received])
    }
  }

  return (
    <span className="try-it">
      <button
        type="button"
        className="try-it-button"
        aria-disabled={busy}
        onClick={() => !busy && void run()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4.5 2.8v10.4L13 8Z" fill="currentColor" />
        </svg>
        {children ?? liveMessages.request.send}
      </button>
      <output className="try-it-result">{answers && liveMessages.tried(tally(answers))}</output>
    </span>
  )
}
