'use client'
// The guide's component: a button, a joke, and on 429 a sentence and a countdown.
import { useState } from 'react'
import { type Answer, askForAJoke } from './ask-for-a-joke.ts'
import { Counter } from './Counter.tsx'
import { fill, type Language, messages } from './messages.ts'
import { useSecondsLeft } from './useSecondsLeft.ts'

// region: button
export function JokeButton({ language }: { language: Language }) {
  const texts = messages[language]
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [waitEndsAt, setWaitEndsAt] = useState<number | null>(null)
  const seconds = useSecondsLeft(waitEndsAt) ?? 0
  const waiting = seconds > 0
  const waited = waitEndsAt !== null && !waiting && answer?.kind !== 'joke'

  async function ask(): Promise<void> {
    const next = await askForAJoke()
    setAnswer(next)
    if ('retryAfterSeconds' in next) {
      setWaitEndsAt(performance.now() + next.retryAfterSeconds * 1000)
    }
  }

  return (
    <>
      <button type="button" aria-disabled={waiting} onClick={() => !waiting && void ask()}>
        {waiting ? fill(texts.tryAgain, { seconds }) : texts.ask}
      </button>
      <div className="answer" role="status">
        {answer?.kind === 'joke' && <blockquote>{answer.joke}</blockquote>}
        {answer?.kind === 'limited' && <p className="refused">{texts.tooMany}</p>}
        {answer?.kind === 'unavailable' && <p className="refused">{texts.unavailable}</p>}
        {answer?.kind === 'failed' && <p className="refused">{texts.failed}</p>}
        {waited && <p>{texts.again}</p>}
      </div>
      <Counter counter={waited ? null : (answer?.counter ?? null)} texts={texts} />
    </>
  )
}
// endregion: button
