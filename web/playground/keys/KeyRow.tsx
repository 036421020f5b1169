import { memo, useId } from 'react'
import type { LiveKey } from '../../live/live-state.ts'
import { Shape, type ShapeKind } from '../../ui/Shape.tsx'
import { useSecondsLeft } from '../../ui/useSecondsLeft.ts'
import { KeyPanel } from './KeyPanel.tsx'
import { keyMessages } from './messages.ts'

type Props = {
  held: LiveKey
  there: boolean
  yours: boolean
  open: boolean
  /** Opens this key, or closes it. */
  onToggle: (key: LiveKey) => void
}

/** A key with its count, limit and time to live, type and memory. Drawn anew only when Valkey holds something else. */
export const KeyRow = memo(function KeyRow({ held, there, yours, open, onToggle }: Props) {
  const panelId = useId()
  const { key, type, memory, algorithm } = held
  const details = [
    type,
    typeof memory === 'number' && keyMessages.memory(memory),
    algorithm !== 'fixed-window' && keyMessages.algorithm(algorithm),
  ]
  return (
    <li className="key" data-open={open || undefined}>
      <div className="key-row">
        <Shape kind={there ? shapeOf(held) : 'free'} />
        <button
          type="button"
          className="key-name"
          aria-expanded={open}
          aria-controls={panelId}
          onClick={() => onToggle(held)}
        >
          <code className={there ? undefined : 'key-name-gone'}>{key}</code>
          {yours && <span className="quiet"> {keyMessages.you}</span>}
        </button>
        <svg className="chevron" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m6 3.5 4.5 4.5L6 12.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
        </svg>
        <p className="key-details">
          {there && (
            <>
              <span className="key-count">{countText(held)}</span>
              <TimeLeft endsAt={held.endsAt} />
              <span>{details.filter(Boolean).join(' · ')}</span>
            </>
          )}
        </p>
      </div>
      <div id={panelId}>{open && <KeyPanel held={held} there={there} />}</div>
    </li>
  )
})

function TimeLeft({ endsAt }: { endsAt: number | null }) {
  const seconds = useSecondsLeft(endsAt)
  return (
    <span className={seconds === null ? 'key-ttl key-stuck' : 'key-ttl'}>
      <span className="visually-hidden">{keyMessages.ttl} </span>
      {seconds === null ? keyMessages.noExpiry : keyMessages.left(seconds)}
    </span>
  )
}

function countText({ count, limit }: LiveKey): string {
  return count === null ? keyMessages.noCount : keyMessages.ofLimit(count, limit)
}

function shapeOf({ count, limit, problem }: LiveKey): ShapeKind {
  if (problem !== undefined || count === null) return 'failed'
  if (count > limit) return 'rejected'
  return count > 0 ? 'allowed' : 'free'
}
