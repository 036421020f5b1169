import { useCallback, useEffect, useState } from 'react'
import type { NextjsState } from '../../server/nextjs/contract.ts'
import { ask, type Reply } from '../core/ask.ts'

export type Seen = NextjsState | 'not here' | 'unreachable' | null

const busyEveryMs = 700
const quietEveryMs = 4000

/** The state of the Next.js app, asked again and again while the page is seen; null until the first answer. */
export function useNextjs() {
  const [seen, setSeen] = useState<Seen>(null)
  const busy = isBusy(seen)

  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    async function look(): Promise<void> {
      if (document.visibilityState === 'hidden') return
      const reply = await ask<NextjsState>('/api/nextjs', { signal })
      if (!signal.aborted) setSeen(seenIn(reply))
    }
    void look()
    const timer = setInterval(look, busy ? busyEveryMs : quietEveryMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      leaving.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [busy])

  const change = useCallback(async (to: 'started' | 'stopped') => {
    const path = to === 'started' ? '/api/nextjs/start' : '/api/nextjs/stop'
    setSeen(seenIn(await ask<NextjsState>(path, { method: 'POST', withinMs: 60_000 })))
  }, [])

  return { seen, busy, change }
}

/** A room has no such routes. */
function seenIn(reply: Reply<NextjsState>): Seen {
  if (reply.is === 'answered') return reply.body
  return reply.is === 'refused' && reply.status === 404 ? 'not here' : 'unreachable'
}

function isBusy(seen: Seen): boolean {
  if (seen === null || typeof seen === 'string') return false
  return ['installing', 'building', 'starting', 'stopping'].includes(seen.is)
}
