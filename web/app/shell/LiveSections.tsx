// What the playground page has beside the composer and the requests, folded away beside a lesson.
import { liveMessages } from '../../live/messages.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import { playgroundMessages } from '../../playground/messages.ts'
import { LazySection } from '../../ui/LazySection.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'

const { timeline, console, mine } = liveMessages.live.sections

const WhoseLimiter = lazyPart(() =>
  import('../../my-limiter/WhoseLimiter.tsx').then((it) => it.WhoseLimiter),
)
const Timeline = lazyPart(() =>
  import('../../playground/timeline/Timeline.tsx').then((it) => it.default),
)
const Keys = lazyPart(() => import('../../playground/KeyTable.tsx').then((it) => it.KeyTable))
const Console = lazyPart(() =>
  import('../../console/ConsolePanel.tsx').then((it) => it.ConsolePanel),
)

export function LiveSections() {
  // In a room no learner's code runs.
  const codeRuns = usePlaygroundState(({ live }) => live.mine !== null)
  return (
    <>
      {codeRuns && <LazySection title={mine} Part={WhoseLimiter} />}
      <LazySection title={timeline} Part={Timeline} />
      <LazySection title={playgroundMessages.keys} Part={Keys} />
      <LazySection title={console} Part={Console} />
    </>
  )
}
