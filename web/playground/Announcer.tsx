import { useEffect, useRef, useState } from 'react'
import { viewCounter } from '../live/live-state.ts'
import { liveMessages } from '../live/messages.ts'
import type { PlaygroundState } from '../live/useLive.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { waitEnd } from '../live/wait-end.ts'

const settleMs = 700

/** Says a changed count once, politely, when it has settled: the one live region for the numbers of the page. */
export function Announcer() {
  const text = usePlaygroundState(describe)
  const [announced, announce] = useState('')
  const first = useRef<string>(undefined)

  useEffect(() => {
    if (text === '') return
    // What is so when the page opens is read like everything else on it; only changes are announced.
    first.current ??= text
    if (first.current === text && announced === '') return
    const timer = setTimeout(() => announce(text), settleMs)
    return () => clearTimeout(timer)
  }, [text, announced])

  return (
    <p className="visually-hidden" role="status">
      {announced}
    </p>
  )
}

function describe({ live, answers }: PlaygroundState): string {
  const counter = viewCounter(live)
  if (live.connection.is === 'lost') return liveMessages.announce.lost
  if (live.connection.is === 'connecting' || !counter.policy) return ''
  if (live.valkey?.up === false) return liveMessages.announce.valkeyDown
  if (counter.status === 'stuck') return liveMessages.counter.stuck
  const used = liveMessages.counter.used(counter.count, counter.policy.limit)
  return waitEnd(live, answers) === null ? used : liveMessages.announce.limited(used)
}
