// Whether this page is in a room. At home it asks once and is nothing more; in a room it loads the bar.
import { useEffect, useState } from 'react'
import type { Session } from '../../server/room/contract.ts'
import { joinPath } from '../core/routes.ts'
import { askSession, loadSession } from '../core/session.ts'
import { usePlayground, usePlaygroundState } from '../live/useLive.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import type { HeardView } from './heard-view.ts'

/** A room that was lost for so long may have ended, or may not know this browser any more: then it is asked who we are. */
const askAgainMs = 3000

const Bar = lazyPart(() => import('./RoomBar.tsx').then((it) => it.RoomBar), { loading: null })

export function RoomGate({ page }: { page: { path: string } }) {
  const { onEvent } = usePlayground()
  const lost = usePlaygroundState(({ live }) => live.connection.is === 'lost')
  const [session, setSession] = useState<Session | null>(null)
  const [heard, setHeard] = useState<HeardView | null>(null)
  const inRoom = session?.mode === 'room'
  const visits = inRoom && session.role === 'visitor'
  const ended = heard?.view.ended === true

  useEffect(
    () =>
      onEvent((event) => {
        if (event.type === 'room') setHeard({ view: event.data, heardAt: event.at })
      }),
    [onEvent],
  )
  useEffect(() => {
    void loadSession().then(setSession)
  }, [])
  useEffect(() => {
    if (!inRoom || visits) return
    document.documentElement.dataset.room = ''
    return () => {
      delete document.documentElement.dataset.room
    }
  }, [inRoom, visits])
  useEffect(() => {
    if (!visits) return
    window.location.replace(`${joinPath}?next=${encodeURIComponent(window.location.pathname)}`)
  }, [visits])
  useEffect(() => {
    if (!inRoom || !lost || ended) return
    const timer = setInterval(async () => {
      const now = await askSession()
      if (now) setSession(now)
    }, askAgainMs)
    return () => clearInterval(timer)
  }, [inRoom, lost, ended])

  if (!inRoom || visits) return null
  return <Bar page={page} role={session.role} heard={heard} />
}
