// The timeline's place on a page: it is loaded after everything else has begun to work.
import { type ComponentType, useEffect, useState } from 'react'
import { timelineMessages } from '../../ui/timeline/messages.ts'

export function TimelineSection() {
  const [Timeline, setTimeline] = useState<ComponentType>()
  const [problem, setProblem] = useState(false)

  useEffect(() => {
    let current = true
    import('./Timeline.tsx').then(
      (loaded) => current && setTimeline(() => loaded.default),
      () => current && setProblem(true),
    )
    return () => {
      current = false
    }
  }, [])

  return (
    <section className="playground-part with-js" aria-labelledby="timeline">
      <h2 id="timeline">{timelineMessages.title}</h2>
      {Timeline ? (
        <Timeline />
      ) : (
        <p className="quiet">{problem ? timelineMessages.notLoaded : timelineMessages.loading}</p>
      )}
    </section>
  )
}
