// What the playground page has beside the composer and the requests, folded away beside a lesson.
import { messages } from '../messages/en.ts'
import { LazySection } from './LazySection.tsx'

const { timeline, console } = messages.live.sections

const loadTimeline = () => import('./timeline/Timeline.tsx').then((loaded) => loaded.default)
const loadKeys = () => import('./KeyTable.tsx').then((loaded) => loaded.KeyTable)
const loadConsole = () => import('../console/ConsolePanel.tsx').then((it) => it.ConsolePanel)

export function LiveSections() {
  return (
    <>
      <LazySection title={timeline} load={loadTimeline} />
      <LazySection title={messages.playground.keys} load={loadKeys} />
      <LazySection title={console} load={loadConsole} />
    </>
  )
}
