import { useCallback, useEffect, useState } from 'react'
import type { NextjsState } from '../../server/nextjs/contract.ts'
import { readNextjs, startNextjs, stopNextjs } from './ask-nextjs.ts'

export type Seen = NextjsState | 'not here' | 'unreachable' | null

const busyEveryMs = 700
const quietEveryMs = 4000

/** The state of the Next.js app, asked again and again while the page is seen; null until the first answer. */
export function useNextjs() {
  const [seen, setSeen] = useState<Seen>(null)
  const busy = isBusy(seen)

  useEffect(() => {
    const leaving = new AbortController()
    const ask = () => {
      if (document.visibilityState === 'hidden') return
      readNextjs(leaving.signal).then(setSeen, () => {
        if (!leaving.signal.aborted) setSeen('unreachable')
      })
    }
    ask()
    const timer = setInterval(ask, busy ? busyEveryMs : quietEveryMs)
    document.addEventListener('visibilitychange', ask)
    return () => {
      leaving.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [busy])

  const change = useCallback(async (to: 'started' | 'stopped') => {
    try {
      setSeen(await (to === 'started' ? startNextjs() : stopNextjs()))
    } catch {
      setSeen('unreachable')
    }
  }, [])

  return { seen, busy, change }
}

function isBusy(seen: Seen): boolean {
  if (seen === null || typeof seen === 'string') return false
  return ['installing', 'building', 'starting', 'stopping'].includes(seen.is)
}
