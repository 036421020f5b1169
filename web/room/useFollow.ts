import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useTab, writeTab } from '../core/tab-store.ts'
import { type FollowState, followState } from './follow-state.ts'
import { lessonAt } from './name-place.ts'

/** Takes this page to where the room is, as followState() has it. `turnedBack`: because it lay ahead of the room. */
export function useFollow({
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
