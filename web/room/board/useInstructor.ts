import { useEffect, useState } from 'react'
import { ask } from '../../core/ask.ts'
import { loadSession } from '../../core/session.ts'

export type Access = 'asking' | 'open' | 'home' | { why: string | null }

/** Whether this browser may open the board. The instructor's link carries its token behind the #, where no server logs it. */
export function useInstructor(): Access {
  const [access, setAccess] = useState<Access>('asking')
  useEffect(() => {
    let here = true
    enter().then((found) => here && setAccess(found))
    return () => {
      here = false
    }
  }, [])
  return access
}

async function enter(): Promise<Access> {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (token !== null) {
    // Not left in the address, which is seen on a projector.
    history.replaceState(null, '', window.location.pathname + window.location.search)
    const reply = await ask('/api/room/teach', { body: { token } })
    if (reply.is === 'answered') return 'open'
    if (reply.is === 'unreached' || reply.status !== 404) return { why: reply.detail }
  }
  const session = await loadSession()
  if (session.mode === 'home') return 'home'
  return session.role === 'instructor' ? 'open' : { why: null }
}
