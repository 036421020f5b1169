// An action in the prose: the requests of a crowd, real ones, and what became of them.
import { type ReactNode, useState } from 'react'
import { liveMessages } from '../../live/messages.ts'
import type { Crowd } from './crowd.ts'
import { crowdMessages } from './messages.ts'
import { type CrowdResult, useCrowd } from './useCrowd.ts'

export type TryCrowdProps = { crowd: Crowd; requests?: number; children: ReactNode }

export function TryCrowd({ crowd, requests = 12, children }: TryCrowdProps) {
  const { running, send } = useCrowd(crowd, requests)
  const [result, setResult] = useState<CrowdResult | null>(null)
  return (
    <span className="try-it">
      <button
        type="button"
        className="try-it-button"
        aria-disabled={running}
        onClick={async () => !running && setResult(await send())}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4.5 2.8v10.4L13 8Z" fill="currentColor" />
        </svg>
        {children}
      </button>
      <output className="try-it-result">
        {result && `${liveMessages.tried(result)}. ${crowdMessages.keys(result.keys)}`}
      </output>
    </span>
  )
}
