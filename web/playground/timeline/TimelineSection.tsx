// The timeline's place on a page: it is loaded after everything else has begun to work.
import { lazyPart } from '../../ui/lazy-part.tsx'
import { timelineMessages } from '../../ui/timeline/messages.ts'

const Timeline = lazyPart(() => import('./Timeline.tsx').then((it) => it.default), {
  what: timelineMessages.what,
  loading: <p className="quiet">{timelineMessages.loading}</p>,
})

export function TimelineSection() {
  return (
    <section className="playground-part timeline-section with-js" aria-labelledby="timeline">
      <h2 id="timeline">{timelineMessages.title}</h2>
      <Timeline />
    </section>
  )
}
