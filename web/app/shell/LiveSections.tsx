// What the playground page has beside the composer and the requests, folded away beside a lesson.
import { liveMessages } from '../../live/messages.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import { playgroundMessages } from '../../playground/messages.ts'
import { LazySection } from '../../ui/LazySection.tsx'

const { timeline, console, mine } = liveMessages.live.sections

const loadTimeline = () =>
  import('../../playground/timeline/Timeline.tsx').then((loaded) => loaded.default)
const loadKeys = () => import('../../playground/KeyTable.tsx').then((loaded) => loaded.KeyTable)
const loadConsole = () => import('../../console/ConsolePanel.tsx').then((it) => it.ConsolePanel)

const loadMine = () => import('../../my-limiter/WhoseLimiter.tsx').then((it) => it.WhoseLimiter)

export function LiveSections() {
  // In a room no learner's code runs.
  const codeRuns = usePlaygroundState(({ live }) => live.mine !== null)
  return (
    <>
      {codeRuns && <LazySection title={mine} load={loadMine} />}
      <LazySection title={timeline} load={loadTimeline} />
      <LazySection title={playgroundMessages.keys} load={loadKeys} />
      <LazySection title={console} load={loadConsole} />
    </>
  )
}
