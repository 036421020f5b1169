import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useTab, writeTab } from '../core/tab-store.ts'
import { type FollowState, followState } from './follow-state.ts'
import { roomBarMessages as text } from './messages.ts'
import { lessonAt, namePlace } from './name-place.ts'

export function FollowLine({
  follow,
  path,
  exerciseOpen,
}: {
  follow: string | null
  path: string
  exerciseOpen: boolean
}) {
  const { state, turnedBack, goThere } = useFollow({ follow, path, exerciseOpen })
  return (
    <span className="room-follow" aria-live="polite">
      {follow !== null &&
        state !== 'apart' &&
        (turnedBack ? text.ahead : text.following)(namePlace(follow))}
      {follow !== null && state === 'apart' && (
        <>
          <span title={exerciseOpen ? text.letGo : undefined}>
            {text.behind(namePlace(follow))}
          </span>{' '}
          <button type="button" className="room-button" onClick={goThere}>
            {text.goThere}
          </button>
        </>
      )}
    </span>
  )
}

/** Takes this page to where the room is, as followState() has it. `turnedBack`: because it lay ahead of the room. */
function useFollow({
  follow,
  path,
  exerciseOpen,
}: {
  follow: string | null
  path: string
  exerciseOpen: boolean
}): { state: FollowState; turnedBack: boolean; goThere: () => void } {
  const [, navigate] = useLocation()
  const followed = useTab('room-followed')
  const [turnedBackFrom, setTurnedBackFrom] = useState<string | null>(null)
  const numberOf = (address: string) => lessonAt(address)?.number
  const state = followState({ follow, followed, path, exerciseOpen, numberOf })

  useEffect(() => {
    if (follow === null) writeTab('room-followed', null)
    if (state === 'together') writeTab('room-followed', follow)
    if (state !== 'go' || follow === null) return
    setTurnedBackFrom(follow === followed ? follow : null)
    writeTab('room-followed', follow)
    navigate(follow)
  }, [state, follow, followed, navigate])

  return {
    state,
    turnedBack: follow !== null && turnedBackFrom === follow && state === 'together',
    goThere: () => follow !== null && navigate(follow),
  }
}
