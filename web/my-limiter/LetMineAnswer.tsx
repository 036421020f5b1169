// From a passed exercise to the playground, where the learner's own code answers: in one click.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { playgroundPath } from '../core/routes.ts'
import { mineAnswers } from '../live/reduce-mine.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { chooseLimiter } from './choose-limiter.ts'
import { myLimiterMessages as texts } from './messages.ts'

/** Nothing for a lesson whose exercise cannot answer requests, and where none can. */
export function LetMineAnswer({ lesson }: { lesson: string }) {
  const mine = usePlaygroundState(({ live }) => live.mine)
  const [, navigate] = useLocation()
  const [refused, setRefused] = useState('')
  const canAnswer = mine?.unavailable === null && mine.lessons.some((one) => one.lesson === lesson)
  if (!canAnswer) return null

  async function letIt(): Promise<void> {
    const why = mineAnswers(mine) === lesson ? '' : await chooseLimiter(lesson)
    setRefused(why)
    if (why === '') navigate(`${playgroundPath}#whose-limiter`)
  }

  return (
    <>
      <button
        type="button"
        className="button"
        title={texts.letItMeans}
        onClick={() => void letIt()}
      >
        {texts.letIt}
      </button>
      {refused !== '' && <p role="alert">{refused}</p>}
    </>
  )
}
