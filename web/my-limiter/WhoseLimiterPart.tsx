import { liveMessages } from '../live/messages.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { WhoseLimiter } from './WhoseLimiter.tsx'

/** The switch as a part of the playground page; not in a room, where no learner's code runs. */
export function WhoseLimiterPart() {
  const isNotHere = usePlaygroundState(
    ({ live }) => live.mine === null && live.connection.is === 'live',
  )
  if (isNotHere) return null
  return (
    <section className="playground-part with-js" aria-labelledby="whose-limiter">
      <h2 id="whose-limiter">{liveMessages.live.sections.mine}</h2>
      <WhoseLimiter />
    </section>
  )
}
